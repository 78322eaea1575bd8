using Akka.Actor;
using Delight.Simulation.Failures;
using Delight.Simulation.Faults;
using Delight.Simulation.Network;

namespace Delight.Simulation.TestKit;

/// <content>Nodes, time and faults by hand, as <see cref="Delight.Simulation.Simulation"/> has them.</content>
public abstract partial class SimulationTestKit
{
    /// <summary>The root of all that is random.</summary>
    public ulong Seed => _system.Seed;

    /// <summary>The links between nodes.</summary>
    public SimulatedNetwork Network => _system.Frictions.Network;

    /// <inheritdoc cref="Delight.Simulation.Simulation.AddNode"/>
    public IActorRef AddNode(string name, Props program, bool isReliable = false) =>
        _system.Frictions.AddNode(name, program, isReliable);

    /// <summary>Runs until that much virtual time has passed.</summary>
    /// <param name="duration">At least 0.</param>
    public void RunFor(TimeSpan duration) => _system.Pass(duration);

    /// <summary>Runs until nothing is left to happen.</summary>
    public void RunUntilIdle() => _system.RunUntilIdle();

    /// <summary>Runs until a condition holds.</summary>
    /// <param name="condition">Asked after each event.</param>
    /// <param name="limit">Virtual time at most; infinite: until nothing is left to happen.</param>
    /// <returns>True where the condition holds.</returns>
    public bool RunUntil(Func<bool> condition, TimeSpan limit) => _system.WaitUntil(condition, limit);

    /// <summary>Runs until a task is complete, and throws what it threw. To block on a task by <c>Result</c> or
    /// <c>Wait</c> would stop the only thread for ever.</summary>
    /// <param name="task">Such as that of an Ask.</param>
    public void RunUntil(Task task) => _waits.Complete(task);

    /// <summary>The same with the result of the task.</summary>
    /// <param name="task">Such as that of an Ask.</param>
    public T RunUntil<T>(Task<T> task)
    {
        _waits.Complete(task);
        return task.Result;
    }

    /// <summary>Crashes a node: all of its actors lose what they have at once.</summary>
    public void Crash(string node) => _system.Frictions.Crash(node);

    /// <summary>One actor fails at once, and its supervisor decides.</summary>
    /// <param name="actor">Which.</param>
    /// <param name="cause">Default: an <see cref="InjectedCrashException"/>.</param>
    public void Crash(IActorRef actor, Exception? cause = null) => _system.Frictions.Crash(actor, cause);

    /// <summary>Starts the program of a crashed node again.</summary>
    public void Restart(string node) => _system.Frictions.Restart(node);

    /// <summary>Nothing happens on a node until it is resumed.</summary>
    public void Pause(string node) => _system.Frictions.Pause(node);

    /// <summary>Nothing happens in an actor until it is resumed.</summary>
    public void Pause(IActorRef actor) => _system.Frictions.Pause(actor);

    /// <summary>Ends the pause of a node.</summary>
    public void Resume(string node) => _system.Frictions.Resume(node);

    /// <summary>Ends the pause of an actor.</summary>
    public void Resume(IActorRef actor) => _system.Frictions.Resume(actor);

    /// <summary>Work of a node takes that many times as long from now on.</summary>
    public void Slow(string node, double factor) => _system.Frictions.Slow(node, factor);

    /// <summary>Work of an actor takes that many times as long from now on.</summary>
    public void Slow(IActorRef actor, double factor) => _system.Frictions.Slow(actor, factor);

    /// <summary>Loses what two nodes send to each other from now on.</summary>
    public void Cut(string node, string other) => Network.Cut([node], [other]);

    /// <summary>Lets messages pass again between two nodes.</summary>
    public void Heal(string node, string other) => Network.Heal([node], [other]);

    /// <summary>Lets messages pass again on every link.</summary>
    public void Heal() => Network.Heal();

    /// <summary>Keeps what two nodes send to each other from now on, until it is released.</summary>
    public void Hold(string node, string other)
    {
        Network.Link(node, other).Hold();
        Network.Link(other, node).Hold();
    }

    /// <summary>Lets what was kept between two nodes leave now.</summary>
    public void Release(string node, string other)
    {
        Network.Link(node, other).Release();
        Network.Link(other, node).Release();
    }

    /// <summary>Draws the faults of a plan from the seed and lets them happen, counted from now. Where a test over
    /// seeds fails, its message names those that the failure needs.</summary>
    /// <param name="plan">The lines.</param>
    /// <param name="horizon">No recurring fault begins at or after this time.</param>
    public void Play(IReadOnlyList<Fault> plan, TimeSpan horizon) => _system.Play(plan, horizon);
}
