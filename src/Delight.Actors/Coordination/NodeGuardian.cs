using Akka.Actor;

namespace Delight.Actors.Coordination;

/// <summary>Starts the roles of one node and supervises them.</summary>
/// <remarks>
/// <para>In: <see cref="StartRoles"/>, <see cref="Terminated"/> of its roles. Out: <see cref="RolesStarted"/> to
/// whoever asked, <see cref="RoleStopped"/> and <see cref="NodeReturned"/> to the coordinator.</para>
/// <para>State: none beside its children.</para>
/// <para>Supervision: <see cref="RoleStrategy"/> restarts a role after a pause that grows. What waits in its mailbox is
/// kept.</para>
/// <para>Restart, with its node: starts every role again.</para>
/// </remarks>
public sealed class NodeGuardian : UntypedActor
{
    private readonly NodeProgram _program;
    private readonly RoleStrategy _strategy;

    /// <summary>Makes the guardian of a node.</summary>
    /// <param name="program">What the node runs.</param>
    public NodeGuardian(NodeProgram program)
    {
        _program = program;
        _strategy = new RoleStrategy(program);
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => _strategy;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        if (_program.Peers.IsLaunched)
        {
            _program.Peers.Coordinator.Tell(new NodeReturned(_program.Name), Self);
            foreach (RoleWave wave in Enum.GetValues<RoleWave>())
            {
                Start(wave);
            }
        }
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case StartRoles start:
                Answer(start.Wave);
                break;
            case Terminated gone:
                _program.Peers.Coordinator.Tell(_strategy.Stopped(gone.ActorRef), Self);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <summary>What cannot be started at all, as by a dispatcher that is not configured, is the asker's to
    /// report.</summary>
    private void Answer(RoleWave wave)
    {
        try
        {
            Start(wave);
        }
        catch (AkkaException failure) when (!Sender.IsNobody())
        {
            Sender.Tell(new Status.Failure(failure));
            return;
        }

        if (!Sender.IsNobody())
        {
            Sender.Tell(new RolesStarted(wave));
        }
    }

    private void Start(RoleWave wave)
    {
        foreach (RoleProgram role in _program.Roles)
        {
            if (role.Wave == wave)
            {
                Context.Watch(Context.ActorOf(role.Props, role.Name));
            }
        }
    }
}
