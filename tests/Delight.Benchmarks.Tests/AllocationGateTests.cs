using System.Reflection;
using System.Text.Json;

namespace Delight.Benchmarks.Tests;

/// <summary>Holds what benchmark bodies allocate against bench/alloc-gates.json. Bytes are the same on every machine;
/// times are not.</summary>
public sealed class AllocationGateTests
{
    private const int WarmUpCalls = 50;
    private const int MeasuredCalls = 20;

    private static readonly Dictionary<string, long> Gates = Read();

    public static TheoryData<string> GateNames => [.. Gates.Keys];

    [Fact]
    public void Gates_AllBenchmarks_AreListedOnce() =>
        Assert.Equal(BenchmarkBody.All.Select(body => body.Name).Order(), Gates.Keys.Order());

    [OptimisedTheory]
    [MemberData(nameof(GateNames))]
    public void Benchmark_AfterWarmUp_AllocatesAtMostItsGate(string name)
    {
        BenchmarkBody body = BenchmarkBody.All.Single(found => found.Name == name);
        foreach (IReadOnlyDictionary<PropertyInfo, object> parameters in BenchmarkBody.ParameterSets(body.Type))
        {
            object instance = body.Prepare(parameters);
            long bytes = BytesPerCall(body.On(instance));
            body.CleanUp(instance);
            Assert.True(
                bytes <= Gates[name],
                $"{name} with {string.Join(", ", parameters.Values)} allocates {bytes} bytes a call at tiny size; "
                + $"bench/alloc-gates.json allows {Gates[name]}. "
                + "Reuse memory, or raise the gate and say why in CHANGELOG.md.");
        }
    }

    [Fact]
    public void Measurement_OfAnAllocation_SeesIt()
    {
        byte[] kept = [];

        long bytes = BytesPerCall(() => kept = new byte[1000]);

        Assert.Equal(1000, kept.Length);
        Assert.InRange(bytes, 1000, 1100);
    }

    private static long BytesPerCall(Action body)
    {
        Repeat(body, WarmUpCalls);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(body, MeasuredCalls);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return (allocated + MeasuredCalls - 1) / MeasuredCalls; // a byte now and then counts too
    }

    private static void Repeat(Action body, int calls)
    {
        for (int call = 0; call < calls; call++)
        {
            body();
        }
    }

    private static Dictionary<string, long> Read()
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "alloc-gates.json"));
        JsonDocumentOptions withComments = new() { CommentHandling = JsonCommentHandling.Skip };
        using JsonDocument gates = JsonDocument.Parse(file, withComments);
        return gates.RootElement.EnumerateObject()
            .ToDictionary(gate => gate.Name, gate => gate.Value.GetInt64(), StringComparer.Ordinal);
    }
}
