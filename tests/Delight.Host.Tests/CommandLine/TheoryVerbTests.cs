using System.Text.Json.Nodes;
using System.Xml.Linq;
using Delight.Experiments.Tests.Support;

namespace Delight.Host.Tests.CommandLine;

public sealed class TheoryVerbTests
{
    [Fact]
    public async Task Json_Defaults_EveryClaimHolds()
    {
        using TemporaryFolder folder = new();
        HostRun run = await HostRun.OfAsync("theory", "--json", "--out", folder.File("out"));
        Assert.Equal(0, run.ExitCode);
        JsonObject json = JsonNode.Parse(run.Output)!.AsObject();
        Assert.Equal((10, 0.1), ((int)json["actions"]!, (double)json["contamination"]!));
        Assert.Equal(13 * 5, json["points"]!.AsArray().Count);
        Assert.Equal(0.5, (double)json["points"]![0]!["delta"]!);
        Assert.Equal(1e-4, (double)json["points"]![64]!["delta"]!);
        JsonArray verdicts = json["verdicts"]!.AsArray();
        Assert.Equal(7, verdicts.Count);
        Assert.All(verdicts, verdict => Assert.True((bool)verdict!["holds"]!, verdict.ToJsonString()));
        Assert.InRange((double)json["failureSlopes"]!["dg"]!, 1.7, 2);
        Assert.InRange((double)json["failureSlopes"]!["pg"]!, -0.05, 0.05);
    }

    [Fact]
    public async Task Report_Defaults_IsOneWellFormedPageWithItsFigures()
    {
        using TemporaryFolder folder = new();
        HostRun run = await HostRun.OfAsync("theory", "--actions", "4", "--seed", "9", "--out", folder.File("out"));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("holds: on the gambling bandit dg loses to reinforce", run.Output, StringComparison.Ordinal);
        string page = File.ReadAllText(Path.Combine(folder.File("out"), "report.html"));
        XElement html = XElement.Parse(page["<!DOCTYPE html>\n".Length..]);
        Assert.Equal(8, html.Descendants("svg").Count());
        Assert.Empty(html.Descendants("script"));
        Assert.Contains(
            "./delight theory --actions 4 --contamination 0.1 --baseline mean --seed 9",
            page,
            StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_NoContamination_SaysWhatItCannotTest()
    {
        using TemporaryFolder folder = new();
        HostRun run = await HostRun.OfAsync("theory", "--contamination", "0", "--json", "--out", folder.File("out"));
        JsonArray verdicts = JsonNode.Parse(run.Output)!["verdicts"]!.AsArray();
        Assert.Equal(3, verdicts.Count(verdict => verdict!["holds"] is null));
        Assert.Equal("contamination is 0", (string?)verdicts[1]!["measured"]);
    }

    [Fact]
    public async Task Theory_WrongOptions_AreRefusedTogether()
    {
        HostRun run = await HostRun.OfAsync(
            "theory", "--actions", "2", "--contamination", "1.5", "--baseline", "men", "--seed", "-1");
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.Equal(
            [
                "--actions is '2'; it must be a whole number from 3 to 1000: with two arms every update lies along "
                    + "the gradient.",
                "--contamination is '1.5'; it must be a share from 0 to 1.",
                "--baseline is 'men'; it must be one of mean, value, expected-confidence. Did you mean 'mean'?",
                "--seed is '-1'; it must be a whole number from 0 to 9223372036854775807.",
            ],
            run.Problems);
    }
}
