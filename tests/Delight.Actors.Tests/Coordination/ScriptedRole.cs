using Akka.Actor;
using Delight.Actors.Coordination;
using Delight.Actors.Running;

namespace Delight.Actors.Tests.Coordination;

/// <summary>A role that tells somebody of each of its lives and messages, and fails with each exception that it is
/// sent.</summary>
internal sealed class ScriptedRole(IActorRef listener, Action start) : UntypedActor
{
    /// <summary>A program of one.</summary>
    /// <param name="name">Name of the role.</param>
    /// <param name="wave">When it starts.</param>
    /// <param name="listener">Whom it tells.</param>
    /// <param name="start">Called at the start of each life; may throw.</param>
    public static RoleProgram Of(string name, RoleWave wave, IActorRef listener, Action? start = null) =>
        new(name, wave, RoleProps.Of(() => new ScriptedRole(listener, start ?? (() => { }))));

    protected override void PreStart()
    {
        start();
        listener.Tell($"{Self.Path.Name} starts");
    }

    protected override void OnReceive(object message)
    {
        if (message is Exception failure)
        {
            throw failure;
        }

        listener.Tell(message);
    }
}
