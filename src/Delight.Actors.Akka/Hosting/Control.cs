using Akka.Actor;
using Akka.Event;
using Delight.Actors.Faults;

namespace Delight.Actors.Akka.Hosting;

/// <summary>What the runtime tells a hosted actor ahead of all that waits; reaching nobody is no loss.</summary>
internal abstract class Control : INoSerializationVerificationNeeded, IDeadLetterSuppression
{
    /// <summary>Happens in a turn of the actor.</summary>
    public abstract void Reach(HostedActor host, HostedRef actor);
}

/// <summary>The pause before a restart is over: make the instance.</summary>
internal sealed class StartInstance : Control
{
    public static StartInstance Now { get; } = new();

    public override void Reach(HostedActor host, HostedRef actor) => actor.Life.EndPause(host);
}

/// <summary>The start of an instance failed. Comes to be read only where somebody further up decided to go on, and
/// there is nothing to go on with.</summary>
/// <param name="failed">Whose start it was: a restart puts another one in its place.</param>
internal sealed class StartFailed(HostedActor failed) : Control
{
    public override void Reach(HostedActor host, HostedRef actor)
    {
        if (failed == host && !actor.Life.IsStarted)
        {
            host.Stop();
        }
    }
}

/// <summary>A fault makes the actor throw.</summary>
/// <param name="start">Which of its instances is meant.</param>
internal sealed class ThrowInjected(int start) : Control
{
    public override void Reach(HostedActor host, HostedRef actor)
    {
        if (actor.Life.IsStarted && actor.Life.Starts == start && !actor.Life.IsCutOff)
        {
            throw new InjectedCrashException($"a fault made {actor} crash");
        }
    }
}

/// <summary>The actor's node died.</summary>
/// <param name="epoch">That the node began with it.</param>
internal sealed class NodeCrashed(int epoch) : Control
{
    public override void Reach(HostedActor host, HostedRef actor)
    {
        if (actor.Life.Crash(epoch))
        {
            host.Stop();
        }
    }
}

/// <summary>The actor's node is back.</summary>
internal sealed class NodeRevived : Control
{
    public static NodeRevived Now { get; } = new();

    public override void Reach(HostedActor host, HostedRef actor) => actor.Life.Revive(host);
}

/// <summary>A pause or a rest is over: looking at the mailbox again is all there is to do, unless a start waited for
/// it.</summary>
internal sealed class GoOn : Control
{
    public static GoOn Now { get; } = new();

    public override void Reach(HostedActor host, HostedRef actor) => actor.Life.GoOn(host);
}
