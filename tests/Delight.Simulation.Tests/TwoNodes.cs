using Akka.Actor;

namespace Delight.Simulation.Tests;

/// <summary>A simulation with a worker on the node <c>far</c>, and a list of what everybody did.</summary>
public abstract class TwoNodes : IDisposable
{
    protected static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    protected TwoNodes()
        : this(new SimulationOptions { GuardianDecides = true })
    {
    }

    protected TwoNodes(SimulationOptions options) => Simulation = Simulation.Create(seed: 5, options);

    protected Simulation Simulation { get; }

    /// <summary>Virtual seconds and what was done.</summary>
    protected List<(double Time, object What)> Seen { get; } = [];

    /// <summary>What was done, without its times.</summary>
    protected IEnumerable<object> Done => Seen.Select(seen => seen.What);

    protected int Lives { get; set; }

    public void Dispose()
    {
        Simulation.Dispose();
        GC.SuppressFinalize(this);
    }

    protected void See(object what) => Seen.Add((Simulation.Elapsed.TotalSeconds, what));

    /// <summary>Notes each message with the number of its life.</summary>
    protected IActorRef AddWorker(string node = "far") => Simulation.AddNode(node, Scripted.Props(
        (message, _) => See($"life {Lives}: {message}"), _ => Lives++, _ => See("stopped")));

    /// <summary>Watches what it is told to, and notes each <c>Terminated</c>.</summary>
    protected IActorRef AddWatcher(string node = "near") => Simulation.AddNode(node, Scripted.Props((message, actor) =>
    {
        switch (message)
        {
            case IActorRef subject:
                actor.Here.Watch(subject);
                break;
            case Unwatched unwatched:
                actor.Here.Unwatch(unwatched.Subject);
                break;
            case Terminated gone:
                See($"{gone.ActorRef.Path.Name} gone{(gone.AddressTerminated ? " with its node" : string.Empty)}");
                break;
            default:
                See(message);
                break;
        }
    }));

    protected void Tell(IActorRef actor, params object[] messages)
    {
        foreach (object message in messages)
        {
            actor.Tell(message);
        }

        Simulation.RunUntilIdle();
    }

    protected sealed record Unwatched(IActorRef Subject);
}
