using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Delight.Simulation.Network;

namespace Delight.Simulation.Tests.Failures;

/// <summary>What a user gets wrong is refused in one line with the remedy.</summary>
public sealed class WrongUseTests : IDisposable
{
    private readonly Simulation _simulation = Simulation.Create(1);

    public WrongUseTests()
    {
        _simulation.AddNode("a", Scripted.Props((_, _) => { }));
        _simulation.AddNode("b", Scripted.Props((_, _) => { }));
    }

    public void Dispose() => _simulation.Dispose();

    [Fact]
    public void UnknownNode_NamesThoseThereAre() => Refused<ArgumentException>(
        () => _simulation.Crash("c"), "there is no node 'c'; there are a, b. Call AddNode(\"c\", props) before.");

    [Fact]
    public void SecondNodeOfAName() => Refused<ArgumentException>(
        () => _simulation.AddNode("a", Props.Empty), "there is a node 'a' already. Give each node its own name.");

    [Fact]
    public void NodeWithANameOfNoActor() => Refused<ArgumentException>(
        () => _simulation.AddNode("a/b", Props.Empty), "'a/b' is no name for an actor.");

    [Fact]
    public void NegativeLatency() => Refused<ArgumentOutOfRangeException>(
        () => Latency.Constant(TimeSpan.FromSeconds(-1)), "latency is -1 s; it is at least 0. Pass 0 or more.");

    [Fact]
    public void ShareAboveOne() => Refused<ArgumentOutOfRangeException>(
        () => _simulation.Network.Link("a", "b").LossShare = 2, "A share is between 0 and 1. Set it within.");

    [Fact]
    public void LinkToItself() => Refused<ArgumentException>(
        () => _simulation.Network.Link("a", "a"), "from and to are both 'a'; a link joins two nodes. Name two of "
            + "them.");

    [Fact]
    public void CrashOfWhatIsDown()
    {
        _simulation.Crash("a");

        Refused<InvalidOperationException>(
            () => _simulation.Crash("a"), "node 'a' is down, so it cannot crash. Restart it before.");
        Refused<InvalidOperationException>(
            () => _simulation.Pause("a"), "node 'a' is down, so it cannot pause. Restart it before.");
    }

    [Fact]
    public void RestartOfWhatIsUp() => Refused<InvalidOperationException>(
        () => _simulation.Restart("a"), "node 'a' is up, so it cannot restart. Crash it before.");

    [Fact]
    public void ResumeOfWhatRuns() => Refused<InvalidOperationException>(
        () => _simulation.Resume("a"), "node 'a' is not paused. Pause it before.");

    [Fact]
    public void FactorOfZero() => Refused<ArgumentOutOfRangeException>(
        () => _simulation.Slow("a", 0), "factor is 0; it is above 0. Pass 1 for the normal speed.");

    [Fact]
    public void CallFromATurn()
    {
        string refusal = string.Empty;
        _simulation.AddNode("inside", Scripted.Props((_, _) =>
            refusal = Assert.Throws<InvalidOperationException>(() => _simulation.Crash("a")).Message)).Tell("go");

        _simulation.RunUntilIdle();

        Assert.StartsWith("an actor's turn called the simulation.", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void SchedulerThatWouldStayLive() => Refused<ArgumentException>(
        () => Simulation.Create(1, new() { Hocon = "akka.scheduler.implementation = \"My.Scheduler, my\"" }),
        "akka.scheduler.implementation is 'My.Scheduler, my', which keeps to a clock of its own.");

    [Fact]
    public void ClusterProvider() => Refused<ArgumentException>(
        () => Simulation.Create(1, new() { Hocon = "akka.actor.provider = cluster" }),
        "akka.actor.provider is 'cluster'; a simulation has one local system.");

    [Fact]
    public void DispatcherThatWouldStayLive() => Refused<ArgumentException>(
        () => Simulation.Create(1, new() { Hocon = $"mine {{ type = \"{typeof(Live).AssemblyQualifiedName}\" }}" }),
        "dispatcher mine is a Delight.Simulation.Tests.Failures.WrongUseTests+Live, which would run its actors on "
            + "threads");

    [Fact]
    public void UseAfterDispose()
    {
        _simulation.Dispose();

        Assert.Throws<ObjectDisposedException>(() => _simulation.RunUntilIdle());
    }

    private static void Refused<TException>(Func<object?> act, string line)
        where TException : Exception => Refused<TException>(() => { _ = act(); }, line);

    private static void Refused<TException>(Action act, string line)
        where TException : Exception
    {
        string message = Assert.Throws<TException>(act).Message;
        Assert.StartsWith(line, message, StringComparison.Ordinal);
        if (typeof(TException) != typeof(ArgumentOutOfRangeException))
        {
            Assert.DoesNotContain('\n', message);
        }
    }

    private sealed class Live(Config config, IDispatcherPrerequisites prerequisites)
        : MessageDispatcherConfigurator(config, prerequisites)
    {
        public override MessageDispatcher Dispatcher() => throw new NotSupportedException();
    }
}
