using System.Reflection;
using BenchmarkDotNet.Attributes;
using Delight.Benchmarks.Data;
using Delight.Benchmarks.Estimators;
using Delight.Benchmarks.Kernels;
using Delight.Learning.Parts;

namespace Delight.Benchmarks.Tests;

/// <summary>Runs every benchmark body at tiny size with all of its parameters, so that none rots and none measures a
/// wrong result.</summary>
public sealed class BenchmarkBodyTests
{
    // Sums of at most 100 terms in another order: a relative error of 100 · 2^-24, and as much absolutely near 0.
    private const double Tolerance = 6e-6;

    public static TheoryData<string> ClassNames => [.. BenchmarkBody.All.Select(body => body.Type.Name).Distinct()];

    public static TheoryData<string> ScalarClassNames =>
        [.. BenchmarkBody.All.Where(body => body.IsScalar).Select(body => body.Type.Name).Distinct()];

    [Fact]
    public void Benchmarks_OfTheAssembly_AreFound()
    {
        Assert.Equal(16, BenchmarkBody.All.Select(body => body.Type).Distinct().Count());
        Assert.Equal(9, BenchmarkBody.ParameterSets(typeof(MatrixProductBenchmarks)).Count());
        Assert.Equal(
            new PartCatalogues().Estimators.Names.Count() + 4, // kondo in its three forms, and two with masks
            BenchmarkBody.ParameterSets(typeof(EstimatorBenchmarks)).Count());
    }

    [Theory]
    [MemberData(nameof(ClassNames))]
    public void Benchmark_TinySize_ReturnsFiniteNumbers(string className)
    {
        foreach (BenchmarkBody body in BenchmarkBody.Of(className))
        {
            foreach (IReadOnlyDictionary<PropertyInfo, object> parameters in BenchmarkBody.ParameterSets(body.Type))
            {
                object instance = body.Prepare(parameters);
                object result = body.Run(instance);
                if (Numbers(result) is { } numbers)
                {
                    Assert.NotEmpty(numbers);
                    Assert.All(numbers, number => Assert.True(double.IsFinite(number), $"{body}: {number}"));
                    Assert.Contains(numbers, number => number != 0);
                }

                body.CleanUp(instance);
            }
        }
    }

    [Theory]
    [MemberData(nameof(ScalarClassNames))]
    public void Benchmark_BesideItsScalarBaseline_HasTheSameResult(string className)
    {
        IEnumerable<BenchmarkBody> bodies = BenchmarkBody.Of(className);
        foreach (IGrouping<string, BenchmarkBody> category in bodies.GroupBy(body => body.Category))
        {
            BenchmarkBody scalar = category.Single(body => body.IsScalar);
            Assert.True(category.Count() > 1, $"{scalar} is compared with nothing");
            foreach (IReadOnlyDictionary<PropertyInfo, object> parameters in BenchmarkBody.ParameterSets(scalar.Type))
            {
                double[] expected = Numbers(scalar.Run(scalar.Prepare(parameters)))!;
                foreach (BenchmarkBody body in category.Where(body => !body.IsScalar))
                {
                    AssertNear(expected, Numbers(body.Run(body.Prepare(parameters)))!, body);
                }
            }
        }
    }

    [Fact]
    public void Classes_All_MeasureMemory() => Assert.All(
        BenchmarkBody.All, body => Assert.NotNull(body.Type.GetCustomAttribute<MemoryDiagnoserAttribute>()));

    private static double[]? Numbers(object result) => result switch
    {
        AlignedBuffer buffer => [.. buffer.Span.ToArray()],
        float[] values => [.. values],
        double[] values => [.. values],
        double value => [value],
        long value => [value],
        _ => null,
    };

    private static void AssertNear(double[] expected, double[] actual, BenchmarkBody body)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double allowed = Tolerance * (1 + Math.Abs(expected[i]));
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= allowed,
                $"{body}: element {i} is {actual[i]:R}, the scalar loop has {expected[i]:R}");
        }
    }
}
