using Akka.Actor;

namespace Delight.Actors.Akka.Hosting;

/// <summary>Asks for a top-level actor.</summary>
/// <param name="Actor">Its address.</param>
/// <param name="Name">Unique among them.</param>
/// <param name="Done">Completes when it is hosted, or says why not.</param>
internal sealed record SpawnTop(HostedRef Actor, string Name, TaskCompletionSource Done)
    : INoSerializationVerificationNeeded;

/// <summary>Stops every top-level actor after the message that it is at.</summary>
internal sealed record StopAll : INoSerializationVerificationNeeded
{
    public static StopAll Now { get; } = new();
}

/// <summary>The parent of all top-level actors, above which there is only Akka.</summary>
/// <remarks>
/// <para>In: <see cref="SpawnTop"/>, <see cref="StopAll"/>, Akka's <c>Terminated</c>. Out: nothing.</para>
/// <para>State: whether it stops. Time: none. Order: any.</para>
/// <para>Restart: never fails. A failure that is escalated to it ends the run.</para>
/// </remarks>
internal sealed class RootActor(AkkaRuntime runtime) : ActorBase
{
    private int _living;
    private bool _isStopping;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case SpawnTop spawn:
                Spawn(spawn);
                return true;
            case StopAll:
                _isStopping = true;
                foreach (IActorRef child in Context.GetChildren())
                {
                    Context.Stop(child);
                }

                CompleteIfEmpty();
                return true;
            case Terminated:
                runtime.SetLiving(--_living);
                CompleteIfEmpty();
                return true;
            default:
                return false;
        }
    }

    protected override SupervisorStrategy SupervisorStrategy() => new HostedStrategy(runtime, parent: null);

    private void Spawn(SpawnTop spawn)
    {
        try
        {
            if (_isStopping)
            {
                throw new InvalidOperationException($"'{spawn.Name}' cannot start: the system is being stopped.");
            }

            Port.ActorName.Require(spawn.Name, !Context.Child(spawn.Name).IsNobody(), "the system");
            runtime.Directory.Host(spawn.Actor, spawn.Name, Context);
            Context.Watch(spawn.Actor.Target);
            runtime.SetLiving(++_living);
            spawn.Done.SetResult();
        }
        catch (Exception refused)
        {
            spawn.Done.SetException(refused);
        }
    }

    private void CompleteIfEmpty()
    {
        if (_living == 0)
        {
            runtime.Complete();
        }
    }
}
