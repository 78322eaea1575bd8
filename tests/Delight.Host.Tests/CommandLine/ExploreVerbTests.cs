using System.Text.Json.Nodes;
using Delight.Actors.Learners;
using Delight.Experiments.Files;
using Delight.Host.Tests.Exploring;

namespace Delight.Host.Tests.CommandLine;

/// <summary>Exploration as one starts it: nothing in the system as it is, every deliberate defect in broken
/// ones.</summary>
public sealed class ExploreVerbTests
{
    private static readonly string Chaos = Path.Combine(RepositoryRoot.Find()!, "scenarios", "chaos.json");

    public static TheoryData<string, string, int, string> Defects => new()
    {
        // defect, profile, seeds within which it is found, invariant that finds it
        { nameof(BrokenParts.AcceptingTwice), "network", 20, "trained-once" },
        { nameof(BrokenParts.ForgettingTheTerm), "crashes", 3, "versions-rise" },
        { nameof(BrokenParts.LosingCredit), "crashes", 3, "capacity-kept" },
        { nameof(BrokenParts.OffByOne), "none", 1, "capacity-kept" },
        { nameof(BrokenParts.AcceptingTwice), "all", 20, "trained-once" },
        { nameof(BrokenParts.ForgettingTheTerm), "all", 3, "versions-rise" },
        { nameof(BrokenParts.LosingCredit), "all", 3, "capacity-kept" },
        { nameof(BrokenParts.OffByOne), "all", 1, "capacity-kept" },
    };

    [Theory]
    [MemberData(nameof(Defects))]
    public async Task Explore_BrokenLearner_IsFoundAndReplayedByItsLine(
        string defect, string profile, int seeds, string invariant)
    {
        Func<LearnerParts, LearnerParts> adjust =
            typeof(BrokenParts).GetMethod(defect)!.CreateDelegate<Func<LearnerParts, LearnerParts>>();
        HostRun run = await HostRun.WithAsync(
            adjust, "explore", Chaos, "--seeds", $"{seeds}", "--faults", profile, "--json", "--jobs", "2");
        Assert.Equal(1, run.ExitCode);
        JsonNode found = JsonNode.Parse(run.Output)!["violation"]!;
        Assert.True(invariant == (string?)found["invariant"], found.ToJsonString());

        string[] replay = ((string)found["replay"]!).Split(' ')[1..];
        Assert.Equal(["--seeds", "1", "--faults", profile], replay[^4..]);
        HostRun again = await HostRun.WithAsync(adjust, [.. replay, "--json"]);
        Assert.Equal(1, again.ExitCode);
        Assert.Equal(found.ToJsonString(), JsonNode.Parse(again.Output)!["violation"]!.ToJsonString());

        HostRun sound = await HostRun.OfAsync(replay);
        Assert.Equal(0, sound.ExitCode);
    }

    [Fact]
    public async Task Explore_ExperienceReplayAndSlowAnswers_HoldEveryInvariant()
    {
        HostRun run = await HostRun.OfAsync(
            "explore", Chaos, "--seeds", "6", "--set", "learner.replayBatches=8", "--set",
            "workers[0].surprisalTime=50ms", "--set", "workers[1].surprisalTime=20ms");
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("all")]
    [InlineData("swarm")]
    public async Task Explore_TheSystemAsItIs_HoldsEveryInvariant(string? profile)
    {
        HostRun run = await HostRun.OfAsync(
            ["explore", Chaos, "--seeds", "6", "--json", .. profile is null ? (string[])[] : ["--faults", profile]]);
        Assert.True(run.ExitCode == 0, run.Output);
        JsonNode json = JsonNode.Parse(run.Output)!;
        Assert.Null(json["violation"]);
        Assert.Equal(6, (int)json["seeds"]!);
        Assert.True((long)json["recoveries"]! > 0, "no learner crashed");
        Assert.True((long)json["messagesDuplicated"]! > 0, "no message came twice");
        Assert.True((long)json["messagesDropped"]!["network-partition"]! > 0, "nothing was cut off");
        Assert.Contains("6 of 6 seeds explored", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explore_RunsOfOneSeedThatDiffer_AreFound()
    {
        HostRun run = await HostRun.WithAsync(
            BrokenParts.Unsteady(), "explore", Chaos, "--seeds", "1", "--faults", "none", "--steps", "5", "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("same-digest", (string?)JsonNode.Parse(run.Output)!["violation"]!["invariant"]);
    }

    [Fact]
    public async Task Explore_MoreJobs_FindsTheSameAndCountsTheSame()
    {
        JsonNode one = await OfAsync("1"), three = await OfAsync("3");
        Assert.Equal(one.ToJsonString(), three.ToJsonString());

        async Task<JsonNode> OfAsync(string jobs)
        {
            HostRun run = await HostRun.WithAsync(
                BrokenParts.ForgettingTheTerm, "explore", Chaos, "--seeds", "12", "--faults", "swarm", "--jobs", jobs,
                "--json");
            JsonNode json = JsonNode.Parse(run.Output)!;
            Assert.NotNull(json["violation"]);
            json["wallSeconds"] = 0;
            return json;
        }
    }

    [Fact]
    public async Task Explore_AViolation_SaysWhatWhenAndHowToSeeItAgain()
    {
        HostRun run = await HostRun.WithAsync(
            BrokenParts.OffByOne, "explore", Chaos, "--seeds", "5", "--seed", "7", "--steps", "20");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("seed 7 breaks capacity-kept after ", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            $"replay: ./delight explore {Chaos} --steps 20 --seed 7 --seeds 1\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("with bound 3 and 0 updates published at most 48.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explore_Nonsense_IsRefusedTogether()
    {
        HostRun run = await HostRun.OfAsync("explore", Chaos, "--seeds", "0", "--jobs", "-1", "--faults", "crash");
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.Equal(
            [
                "--seeds is '0'; it must be a whole number from 1 to 1000000.",
                "--jobs is '-1'; it must be a whole number from 1 to 1000000.",
                "--faults is 'crash'; there is no such profile. Did you mean 'crashes'? Known: none, network, "
                    + "partitions, crashes, pauses, all, swarm; without --faults the scenario's own faults happen.",
            ],
            run.Problems);
    }

    [Theory]
    [InlineData(nameof(BrokenParts.ForgettingTheTerm), 8, "versions-rise")]
    [InlineData(nameof(BrokenParts.OffByOne), 1, "capacity-kept")]
    public async Task Explore_BrokenLearnerOfACluster_IsFoundAndReplayedByItsLine(
        string defect, int seeds, string invariant)
    {
        Func<LearnerParts, LearnerParts> adjust =
            typeof(BrokenParts).GetMethod(defect)!.CreateDelegate<Func<LearnerParts, LearnerParts>>();
        HostRun run = await HostRun.WithAsync(adjust, "explore", Chaos, "--cluster", "--seeds", $"{seeds}", "--json");
        Assert.Equal(1, run.ExitCode);
        JsonNode found = JsonNode.Parse(run.Output)!["violation"]!;
        Assert.True(invariant == (string?)found["invariant"], found.ToJsonString());

        string[] replay = ((string)found["replay"]!).Split(' ')[1..];
        Assert.Equal(["--seeds", "1", "--cluster", "--nodes", "3"], replay[^5..]);
        HostRun again = await HostRun.WithAsync(adjust, [.. replay, "--json"]);
        Assert.Equal(found.ToJsonString(), JsonNode.Parse(again.Output)!["violation"]!.ToJsonString());
    }

    [Fact]
    public async Task Explore_ClusterAsItIs_HoldsEveryInvariantAndRepeats()
    {
        HostRun run = await HostRun.OfAsync("explore", Chaos, "--cluster", "--nodes", "2", "--seeds", "2", "--json");
        Assert.True(run.ExitCode == 0, run.Output);
        JsonNode json = JsonNode.Parse(run.Output)!;
        Assert.Equal("of processes", (string?)json["faults"]);
        Assert.Contains("cluster-heals", json["invariants"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.True((long)json["updates"]! > 100, run.Output);
    }

    [Theory]
    [InlineData("--nodes: only a cluster has nodes of its own. Add --cluster, or leave it out.", "--nodes", "2")]
    [InlineData("--nodes is '0'; it must be a whole number from 1 to 50.", "--cluster", "--nodes", "0")]
    [InlineData(
        "--faults: its profiles are of one process, and --cluster draws faults of processes. Leave one out.",
        "--cluster", "--faults", "all")]
    public async Task Explore_WrongOptionOfACluster_IsRefused(string problem, params string[] options)
    {
        HostRun run = await HostRun.OfAsync(["explore", Chaos, "--seeds", "1", .. options]);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(problem, Assert.Single(run.Problems));
    }

    [Fact]
    public async Task Explore_OnALiveRuntime_IsRefused()
    {
        HostRun run = await HostRun.OfAsync("explore", Chaos, "--seeds", "1", "--runtime", "akka");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            "explore --runtime: there is no such option. See ./delight explore --help.", Assert.Single(run.Problems));
    }

    [Fact]
    public async Task Explore_SeedsBeyondTheLast_AreRefused()
    {
        HostRun run = await HostRun.OfAsync("explore", Chaos, "--seeds", "2", "--seed", $"{long.MaxValue}");
        Assert.Equal(2, run.ExitCode);
        Assert.EndsWith("Begin with a smaller one.", Assert.Single(run.Problems), StringComparison.Ordinal);
    }
}
