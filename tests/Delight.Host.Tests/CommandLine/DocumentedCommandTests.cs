using Delight.Experiments.Files;

namespace Delight.Host.Tests.CommandLine;

/// <summary>The commands that the pages of estimators show must run as they stand.</summary>
public sealed class DocumentedCommandTests
{
    private const string Prompt = "    ./delight inspect ";

    public static TheoryData<string> Commands => new(Directory
        .EnumerateFiles(Path.Combine(RepositoryRoot.Find()!, "docs"), "*.md", SearchOption.AllDirectories)
        .SelectMany(File.ReadLines)
        .Where(line => line.StartsWith(Prompt, StringComparison.Ordinal))
        .Where(line => !line.Contains('[', StringComparison.Ordinal))
        .Select(line => line.Trim())
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Inspect_CommandOfThePages_PrintsWhatItPromises(string command)
    {
        // Words in quotes hold no space in these commands.
        string[] arguments = [.. command.Split(' ').Skip(1).Select(word => word.Trim('"'))];
        HostRun run = await HostRun.OfAsync(arguments);
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Contains("objective", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_EveryEstimator_ShowACommand() => Assert.All(
        new Learning.Parts.PartCatalogues().Estimators.Names,
        name => Assert.Contains(
            File.ReadLines(Path.Combine(RepositoryRoot.Find()!, "docs", "estimators", name + ".md")),
            line => line.StartsWith(Prompt, StringComparison.Ordinal)));
}
