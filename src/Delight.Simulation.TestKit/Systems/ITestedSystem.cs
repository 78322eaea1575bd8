using Akka.Actor;
using Akka.TestKit;
using Delight.Simulation.Faults;
using Delight.Simulation.TestKit.Reporting;

namespace Delight.Simulation.TestKit.Systems;

/// <summary>The system that a kit tests, with its time and its faults. Everything that a kit does to it passes
/// here.</summary>
internal interface ITestedSystem : IDisposable
{
    /// <summary>The root of all that is random.</summary>
    ulong Seed { get; }

    /// <summary>The actor system.</summary>
    ActorSystem Actors { get; }

    /// <summary>Its nodes, links and faults.</summary>
    IFrictions Frictions { get; }

    /// <summary>The simulation.</summary>
    /// <exception cref="NotSupportedException">The system is live.</exception>
    Simulation Simulation { get; }

    /// <summary>What passes, for people: virtual time, or real time.</summary>
    string Clock { get; }

    /// <summary>Fail with what happened before.</summary>
    ITestKitAssertions Assertions { get; }

    /// <summary>Crashes, failures and restarts so far.</summary>
    RunHistory History { get; }

    /// <summary>Where continuations of the test run; null: wherever they like.</summary>
    SynchronizationContext? Thread { get; }

    /// <summary>Time since the start.</summary>
    TimeSpan Now { get; }

    /// <summary>Lets time pass until nothing is left to happen.</summary>
    /// <exception cref="NotSupportedException">The system is live.</exception>
    void RunUntilIdle();

    /// <summary>Lets time pass until a condition holds.</summary>
    /// <param name="condition">Asked after each event.</param>
    /// <param name="limit">At most; infinite: until nothing is left to happen.</param>
    /// <returns>True where the condition holds.</returns>
    bool WaitUntil(Func<bool> condition, TimeSpan limit);

    /// <summary>Lets time pass.</summary>
    void Pass(TimeSpan duration);

    /// <summary>Lets time pass until a task of the test is complete, and throws what it threw.</summary>
    /// <param name="task">The task.</param>
    /// <param name="limit">At most; infinite: until nothing is left to happen.</param>
    /// <returns>False where it is not complete.</returns>
    bool TryComplete(Task task, TimeSpan limit);

    /// <summary>Draws the faults of a plan from the seed and lets them happen.</summary>
    void Play(IReadOnlyList<Fault> plan, TimeSpan horizon);

    /// <summary>A name for a probe; the same one in every run of a seed.</summary>
    string NameProbe();

    /// <summary>Starts a test actor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="node">The node whose links it takes; null: none.</param>
    /// <param name="start">Blocks until the actor has started.</param>
    void Start(string name, string? node, Action start);

    /// <summary>A kit or a probe is made: its base class must not wait in its own way.</summary>
    void Guard(TestKitBase kit);

    /// <summary>From now on the test's thread acts for this actor.</summary>
    void ActFor(IActorRef testActor);
}
