using System.Globalization;
using Akka.Actor;
using Delight.Determinism;
using Delight.Simulation.Faults;
using Delight.Simulation.Live;
using Delight.Simulation.Network;
using Delight.Simulation.Observing;
using Xunit.Abstractions;

namespace Delight.Simulation.Tests.Live;

/// <summary>All faults at once. <c>DELIGHT_SIMULATION_LIVE_SECONDS=60</c> makes it a minute.</summary>
public sealed class LiveStressTests(ITestOutputHelper output)
{
    private const int Workers = 6;
    private static readonly string[] Names = ["a", "b", "c", "d"];
    private static readonly TimeSpan Tenth = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task AllFaultsAtOnce_LoseNothingBeyondTheModelAndKeepTheOrder()
    {
        string seconds = Environment.GetEnvironmentVariable("DELIGHT_SIMULATION_LIVE_SECONDS") ?? "3";
        TimeSpan length = TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
        Ledger ledger = new();
        await using LiveFrictions frictions = LiveFrictions.Create(new()
        {
            Hocon = "akka { loglevel = OFF, stdout-loglevel = OFF }", DetectionTime = Tenth / 2, Observer = ledger,
        });
        frictions.Network.DefaultQuality = new LinkQuality
        {
            Latency = Latency.Exponential(TimeSpan.FromMilliseconds(2)), LossShare = 0.01, DuplicationShare = 0.01,
        };
        foreach (string name in Names)
        {
            frictions.AddNode(name, Props.Create(() => new Team(ledger)));
        }

        frictions.Play(FaultSchedule.Draw(1, Plan(), length));
        using ManualResetEventSlim isOver = new();
        frictions.At(length + (5 * Tenth), isOver.Set);
        isOver.Wait();
        ledger.IsOver = true;
        bool isBalanced = SpinWait.SpinUntil(
            () => frictions.Waiting == 0 && ledger.Open(frictions.Counters) == 0, TimeSpan.FromMinutes(1));

        SimulationCounters counters = frictions.Counters;
        string what = ledger.Describe(counters)
            + $"; {ThreadPool.ThreadCount} threads, {GC.GetTotalMemory(forceFullCollection: true) / 1_000_000} MB";
        output.WriteLine(what);
        Assert.True(isBalanced, what);
        Assert.True(ledger.OutOfOrder == 0, what);
        Assert.True(counters.Crashes > 3 && counters.Restarts > 3, what);
        Assert.All(Names, name => Assert.False(frictions.IsDown(name) || frictions.IsPaused(name)));
        Assert.True( // a machine that stalls plays begin and end of a cut at once: cuts have tests of their own
            ledger.Received > 1000 && Enum.GetValues<DropReason>().Sum(counters.Dropped) > 1000, what);

        // The thread of the delays counts a message as arrived just after its receiver may have handled it.
        Assert.True(SpinWait.SpinUntil(
            () => frictions.Network.Links.All(link => link.UnderWay == 0)
                && Names.All(name => frictions.Table.Find(name).Cells.Count == Workers + 1),
            TimeSpan.FromMinutes(1)));
    }

    private static Fault[] Plan()
    {
        string[] actors = [.. Names.SelectMany(name => Enumerable.Range(0, Workers).Select(i => $"/user/{name}/{i}"))];
        return
        [
            new() { Kind = FaultKind.CrashNode, Targets = Names, Every = 3 * Tenth, Lasts = Tenth },
            new() { Kind = FaultKind.CrashActor, Targets = actors, Every = Tenth / 4 },
            new() { Kind = FaultKind.PauseNode, Targets = Names, Every = 3 * Tenth, Lasts = Tenth },
            new() { Kind = FaultKind.PauseActor, Targets = actors, Every = Tenth, Lasts = Tenth / 2 },
            new() { Kind = FaultKind.SlowNode, Targets = Names, Every = 3 * Tenth, Lasts = Tenth, Factor = 5 },
            new() { Kind = FaultKind.Cut, Targets = ["a"], Every = 3 * Tenth, Lasts = Tenth / 2 },
            new()
            {
                Kind = FaultKind.Degrade, Targets = ["b", "c"], Every = 3 * Tenth, Lasts = Tenth,
                Change = new LinkChange { Latency = Tenth / 5, LossShare = 0.2, BytesPerSecond = 1_000_000 },
            },
        ];
    }

    /// <summary>What was sent, and what became of it.</summary>
    private sealed class Ledger : ISimulationObserver
    {
        private long _sent;
        private long _received;
        private long _lost;
        private long _duplicated;
        private long _undelivered;
        private long _outOfOrder;
        private long _lives;
        private volatile bool _isOver;

        public bool IsOver
        {
            get => _isOver;
            set => _isOver = value;
        }

        public long Received => Volatile.Read(ref _received);

        public long OutOfOrder => Volatile.Read(ref _outOfOrder);

        public long NextLife() => Interlocked.Increment(ref _lives);

        public void Send() => Interlocked.Increment(ref _sent);

        public void Receive(bool isInOrder)
        {
            Interlocked.Increment(ref _received);
            Interlocked.Add(ref _outOfOrder, isInOrder ? 0 : 1);
        }

        public long Open(SimulationCounters counters) => Volatile.Read(ref _sent) + Volatile.Read(ref _duplicated)
            - Received - Volatile.Read(ref _lost) - Volatile.Read(ref _undelivered) - counters.Muted;

        public string Describe(SimulationCounters counters) => FormattableString.Invariant(
            $"{_sent} sent, {_duplicated} duplicated, {_received} received, {_lost} lost, {_undelivered} undelivered, ")
            + FormattableString.Invariant($"{counters.Muted} muted, {Open(counters)} open, {_outOfOrder} disordered, ")
            + FormattableString.Invariant($"{counters.Crashes} crashes, {_lives} lives of workers, ")
            + FormattableString.Invariant($"{counters.Dropped(DropReason.LinkCut)} lost in cuts of {CutFor:c}");

        /// <summary>How long cuts really lasted. On a busy machine a late begin makes a cut short.</summary>
        public TimeSpan CutFor { get; private set; }

        public void FaultBegan(TimeSpan time, FaultOccurrence occurrence) =>
            CutFor -= occurrence.Fault.Kind == FaultKind.Cut ? time : TimeSpan.Zero;

        public void FaultEnded(TimeSpan time, FaultOccurrence occurrence) =>
            CutFor += occurrence.Fault.Kind == FaultKind.Cut ? time : TimeSpan.Zero;

        public void Lost(TimeSpan time, IActorRef receiver, object message, DropReason reason) =>
            Interlocked.Add(ref _lost, message is Numbered ? 1 : 0);

        public void Duplicated(TimeSpan time, IActorRef receiver, object message) =>
            Interlocked.Add(ref _duplicated, message is Numbered ? 1 : 0);

        public void Undelivered(TimeSpan time, IActorRef receiver, object message, IActorRef sender) =>
            Interlocked.Add(ref _undelivered, message is Numbered ? 1 : 0);
    }

    private sealed class Team : UntypedActor
    {
        public Team(Ledger ledger)
        {
            for (int index = 0; index < Workers; index++)
            {
                Context.ActorOf(Props.Create(() => new Worker(ledger)), $"{index}");
            }
        }

        protected override void OnReceive(object message) => Unhandled(message);
    }

    /// <summary>Sends numbers to everybody, and looks whether those of others come in their order.</summary>
    private sealed class Worker(Ledger ledger) : UntypedActor, IWithTimers
    {
        private readonly Dictionary<long, int> _newest = [];
        private readonly Dictionary<string, int> _sent = [];
        private readonly long _life = ledger.NextLife();
        private RandomStream _random;

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart()
        {
            _random = RandomStream.Derive(1, "worker", (int)_life);
            Timers.StartPeriodicTimer("tick", "tick", TimeSpan.FromMilliseconds(10));
        }

        protected override void OnReceive(object message)
        {
            if (message is Numbered numbered)
            {
                bool isInOrder = numbered.Number >= _newest.GetValueOrDefault(numbered.Life);
                _newest[numbered.Life] = numbered.Number;
                ledger.Receive(isInOrder);
                return;
            }

            for (int count = 0; count < 20 && !ledger.IsOver; count++)
            {
                string to = $"/user/{Names[_random.NextIndex(Names.Length)]}/{_random.NextIndex(Workers)}";
                _sent[to] = _sent.GetValueOrDefault(to) + 1;
                ledger.Send();
                Context.ActorSelection(to).Tell(new Numbered(_life, _sent[to]));
            }
        }
    }

    private sealed record Numbered(long Life, int Number) : ISized
    {
        public long Bytes => 16;
    }
}
