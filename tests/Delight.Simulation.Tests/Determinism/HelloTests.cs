using System.Runtime.CompilerServices;

namespace Delight.Simulation.Tests.Determinism;

public sealed class HelloTests
{
    [Fact]
    public async Task HelloSimulation_InAProcessOfItsOwn_PrintsWhatItsPageSays()
    {
        string printed = await ProgramProcess.RunAsync(
            [Path.Combine(AppContext.BaseDirectory, "Delight.Samples.HelloSimulation.dll")]);

        string page = await File.ReadAllTextAsync(Path.Combine(Here(), "../../../samples/hello-simulation/README.md"));
        Assert.StartsWith("1379 answers in 24 hours, digest ", printed, StringComparison.Ordinal);
        Assert.Contains(printed, page, StringComparison.Ordinal);
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
