using System.Globalization;
using Delight.Actors.Faults;
using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Testing;

namespace Delight.Actors.Tests.Faults;

public sealed class FaultInjectorTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SimulatedHarness _harness = new();
    private readonly FaultCalls _calls = new();
    private readonly ActorDirectory _actors = new();

    public FaultInjectorTests()
    {
        foreach (string name in (string[])["learner", "pool/0", "pool/1", "pooled/0"])
        {
            _actors.Add(name, new TestAddress(name));
        }
    }

    public void Dispose() => _harness.Dispose();

    [Fact]
    public void Fault_AtATime_HitsEveryTargetAndEnds()
    {
        Inject(60, new FaultOptions
        {
            Kind = FaultKind.CrashNode, Targets = ["a", "b"], At = 3 * Second, Lasts = 4 * Second,
        });
        Assert.Equal(["3 crash a", "3 crash b", "7 restart a", "7 restart b"], _calls.Seen);
        Assert.Equal(
            [(3, "node-crashed", "a, b for 00:00:04"), (7, "node-restarted", "a, b")],
            _harness.Events.Select(happened => ((int)happened.Time.TotalSeconds, happened.Kind, happened.Detail)));
    }

    [Fact]
    public void Faults_ThatOverlap_EndWithTheLast()
    {
        FaultOptions first = new()
        {
            Kind = FaultKind.PauseNode, Targets = ["a"], At = 1 * Second, Lasts = 5 * Second,
        };
        Inject(60, first, first with { At = 3 * Second });
        Assert.Equal(["1 pause a", "8 resume a"], _calls.Seen);
    }

    [Fact]
    public void Slowness_ThatOverlaps_Multiplies()
    {
        FaultOptions first = new()
        {
            Kind = FaultKind.SlowActor, Targets = ["learner"], At = 1 * Second, Lasts = 5 * Second, Factor = 2,
        };
        Inject(60, first, first with { At = 3 * Second, Factor = 5 });
        Assert.Equal(["1 slow learner 2", "3 slow learner 10", "6 slow learner 5", "8 slow learner 1"], _calls.Seen);
    }

    [Fact]
    public void Partition_OneWay_CutsTheLinksFromTheTargetsToTheRest()
    {
        FaultOptions fault = new()
        {
            Kind = FaultKind.Partition, Targets = ["a"], At = 1 * Second, Lasts = 2 * Second,
            Direction = FaultDirection.Outgoing,
        };
        Inject(60, fault, fault with { Direction = FaultDirection.Both, Against = ["b"], At = 2 * Second });
        Assert.Equal(
            ["1 cut a>b", "1 cut a>c", "2 cut b>a", "3 heal a>c", "4 heal a>b", "4 heal b>a"], _calls.Seen);
    }

    [Fact]
    public void DegradedLinks_ThatOverlap_TheLaterChangeCountsAndTheStartComesBack()
    {
        FaultOptions first = new()
        {
            Kind = FaultKind.DegradeLink, Targets = ["a"], Against = ["b"], Direction = FaultDirection.Incoming,
            At = 1 * Second, Lasts = 5 * Second, Change = new LinkChange { LossShare = 0.5, Latency = Second },
        };
        Inject(60, first, first with { At = 3 * Second, Change = new LinkChange { LossShare = 0.25 } });
        Assert.Equal(
            ["1 set b>a loss 0.5 latency 1", "3 set b>a loss 0.25 latency 1", "6 set b>a loss 0.25 latency 9",
                "8 reset b>a"],
            _calls.Seen);
    }

    [Fact]
    public void CrashActor_OfAPool_HitsItsWorkersAndNobodyElse()
    {
        Inject(60, new FaultOptions { Kind = FaultKind.CrashActor, Targets = ["pool", "learner"], At = 2 * Second });
        Assert.Equal(["2 crash pool/0", "2 crash pool/1", "2 crash learner"], _calls.Seen);
    }

    [Fact]
    public void Fault_ThatRecurs_HitsOneTargetAtATimeAtItsRateUntilItsEnd()
    {
        FaultOptions fault = new()
        {
            Kind = FaultKind.CrashActor, Targets = ["pool"], At = 1000 * Second, Every = 10 * Second,
            Until = 11_000 * Second,
        };
        Inject(20_000, fault);
        int[] times = [.. _calls.Seen.Select(call => int.Parse(call.Split(' ')[0], CultureInfo.InvariantCulture))];
        Assert.InRange(times.Length, 874, 1126); // 1000 expected; four standard errors of a Poisson count are 126
        Assert.True(times[0] >= 1000 && times[^1] < 11_000, $"from {times[0]} to {times[^1]}");
        int first = _calls.Seen.Count(call => call.EndsWith("pool/0", StringComparison.Ordinal));
        Assert.InRange(first, times.Length * 0.4, times.Length * 0.6);
        string[] before = [.. _calls.Seen];
        using SimulatedHarness again = new();
        FaultCalls calls = new();
        Inject(again, calls, 20_000, fault);
        Assert.Equal(before, calls.Seen);
    }

    [Fact]
    public void Run_ThatStartsLater_HasTheRestOfThePlan()
    {
        FaultOptions[] faults =
        [
            new() { Kind = FaultKind.CrashNode, Targets = ["a"], At = 1 * Second, Lasts = 3 * Second },
            new() { Kind = FaultKind.PauseNode, Targets = ["b"], At = 3 * Second, Lasts = 9 * Second },
            new() { Kind = FaultKind.CrashNode, Targets = ["c"], At = 20 * Second, Lasts = 1 * Second },
            new() { Kind = FaultKind.CrashActor, Targets = ["pool"], Every = 2 * Second, Until = 100 * Second },
            new() { Kind = FaultKind.CrashActor, Targets = ["learner"], Every = Second, Until = 4 * Second },
        ];
        Inject(200, faults);
        string[] rest = [.. _calls.Seen.Where(
            call => int.Parse(call.Split(' ')[0], CultureInfo.InvariantCulture) >= 5)];
        Assert.True(rest.Length > 20, $"{rest.Length} calls");

        using SimulatedHarness later = new();
        FaultCalls calls = new();
        later.Pass(5 * Second);
        Inject(later, calls, 195, faults);
        Assert.Equal(["5 pause b", .. rest], calls.Seen);
    }

    private void Inject(int seconds, params FaultOptions[] faults) => Inject(_harness, _calls, seconds, faults);

    private void Inject(SimulatedHarness harness, FaultCalls calls, int seconds, params FaultOptions[] faults)
    {
        calls.Clock = () => harness.Elapsed;
        FaultPlan plan = new() { Faults = faults, Nodes = ["a", "b", "c"] };
        harness.Spawn("faults", new ActorSpec { Create = () => new FaultInjector(plan, calls, _actors) });
        harness.Pass(seconds * Second);
    }

    /// <summary>Writes down every call with its time, in whole seconds.</summary>
    private sealed class FaultCalls : IFaultControl
    {
        public Func<TimeSpan> Clock { get; set; } = () => TimeSpan.Zero;

        public List<string> Seen { get; } = [];

        public void CrashNode(string node) => Add($"crash {node}");

        public void RestartNode(string node) => Add($"restart {node}");

        public void PauseNode(string node) => Add($"pause {node}");

        public void ResumeNode(string node) => Add($"resume {node}");

        public void SlowNode(string node, double factor) => Add($"slow {node} {factor}");

        public void CrashActor(ActorRef actor) => Add($"crash {actor.Path[1..]}");

        public void PauseActor(ActorRef actor) => Add($"pause {actor.Path[1..]}");

        public void ResumeActor(ActorRef actor) => Add($"resume {actor.Path[1..]}");

        public void SlowActor(ActorRef actor, double factor) => Add($"slow {actor.Path[1..]} {factor}");

        public void CutLink(string from, string to) => Add($"cut {from}>{to}");

        public void HealLink(string from, string to) => Add($"heal {from}>{to}");

        public void SetLink(string from, string to, LinkQuality? quality) => Add(quality is null
            ? $"reset {from}>{to}"
            : $"set {from}>{to} loss {quality.LossShare} latency {quality.Latency.Start.TotalSeconds}");

        public LinkQuality LinkQuality(string from, string to) => new() { Latency = 9 * Second };

        private void Add(string call) =>
            Seen.Add(FormattableString.Invariant($"{(int)Clock().TotalSeconds} ") + call);
    }
}
