using System.Globalization;
using Akka.Actor;
using Akka.Cluster;
using Delight.Actors.Coordination;
using Delight.Actors.Recording;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Delight.Actors.Cluster;

/// <summary>Brings one node into a training: registers with the head, starts the workers, and ends when the head is
/// gone.</summary>
/// <param name="node">What the node offers.</param>
/// <param name="around">Its process.</param>
/// <remarks>
/// <para>In: <see cref="HeadFound"/> and <see cref="HeadGone"/> from its child <see cref="HeadSearch"/>,
/// <see cref="RegistrationChallenge"/>, <see cref="NodeRegistered"/>, <see cref="NodeRefused"/>,
/// <see cref="NodeConfirmed"/>, <see cref="Terminated"/> of the registrar, <see cref="RoleStopped"/> from the guardians
/// of its roles, <see cref="GoOn"/> from itself. Out: <see cref="RegisterNode"/>, <see cref="RegistrationProof"/>,
/// <see cref="ConfirmNode"/>, <see cref="NodeLeaves"/>.</para>
/// <para>State: whether it is in, when it was confirmed last, and how many workers are left. Time: one timer for the
/// next step. It registers once it is a member and sees the head, so no first message finds nobody.</para>
/// <para>Supervision: <see cref="NodeGuardian"/>s restart workers, parameter server and <see cref="PolicyFetcher"/>
/// with back-off. Without one of the latter two, or the last worker, the node ends.</para>
/// <para>Restart: none; its own failure ends this life of the node.</para>
/// </remarks>
internal sealed class NodeAgent(NodeOptions node, NodeSurroundings around) : UntypedActor, IWithTimers
{
    /// <summary>Name of its actor, which no node of a scenario has.</summary>
    public const string Name = "delight-node";

    private const string NextKey = "next";

    private static readonly TimeSpan ConfirmPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PauseMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(15);

    private readonly UniqueAddress _own = AkkaCluster.Get(Context.System).SelfUniqueAddress;
    private ActorSelection _registrar = null!;
    private IActorRef? _head;
    private TimeSpan _pause = PauseMin, _confirmedAt;
    private int _workers;

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Props of the agent of a node.</summary>
    public static Props Props(NodeOptions node, NodeSurroundings around) =>
        Akka.Actor.Props.Create(() => new NodeAgent(node, around));

    protected override void PreStart() => Context.ActorOf(HeadSearch.Props(node, around), "search");

    protected override void PreRestart(Exception reason, object message) => End(reason);

    protected override void PostStop() => _head?.Tell(new NodeLeaves(_own.Uid), Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case HeadFound found:
                _registrar = Context.ActorSelection($"{new RootActorPath(found.Address)}user/{NodeRegistrar.Name}");
                Ask();
                break;
            case HeadGone gone:
                Lose(gone.Why);
                break;
            case GoOn when _head is null:
                Ask();
                break;
            case GoOn:
                Confirm();
                break;
            case RegistrationChallenge challenge when _head is null:
                Sender.Tell(new RegistrationProof(NodeRegistrar.MacOf(node.Secret, challenge.Nonce.Span)));
                break;
            case NodeRegistered registered when _head is null:
                Begin(registered);
                break;
            case RegistrationChallenge or NodeRegistered:
                break; // an answer to an earlier question
            case NodeRefused refused:
                End(new NodeRefusedException(
                    $"the head at {MemberName.Of(Sender.Path.Address)} does not let this node in: {refused.Reason}"));
                break;
            case NodeConfirmed { IsIn: true }:
                _confirmedAt = around.Clock.Elapsed;
                break;
            case NodeConfirmed:
                Lose("the head does not count this node any more");
                break;
            case RoleStopped stopped:
                Miss(stopped);
                break;
            case RolesStarted or NodeReturned:
                break; // its own guardians
            case Status.Failure failed:
                End(failed.Cause); // of the search, or of a role that cannot start
                break;
            case Terminated:
                Lose("the head has ended");
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void GoOnAfter(TimeSpan pause) => Timers.StartSingleTimer(NextKey, new GoOn(), pause);

    private void Ask()
    {
        _registrar.Tell(new RegisterNode(_own.Uid, node.Workers, node.Pool ?? string.Empty), Self);
        GoOnAfter(_pause);
        _pause = _pause + _pause < PauseMax ? _pause + _pause : PauseMax;
    }

    private void Begin(NodeRegistered registered)
    {
        NodeWork work;
        try
        {
            work = node.Prepare(registered.Scenario);
        }
        catch (Exception unusable)
        {
            End(unusable);
            return;
        }

        (_head, _confirmedAt) = (Sender, around.Clock.Elapsed);
        _workers = registered.Workers.Pools.Count;
        Context.Watch(Sender);
        Start(registered, work);
        string workers = string.Create(
            CultureInfo.InvariantCulture, $"{_workers} worker{(_workers == 1 ? string.Empty : "s")}");
        Context.Publish(
            around.Clock, "node-joined", MemberName.Of(_own.Address),
            $"{workers} for the head {MemberName.Of(Sender.Path.Address)}");
        GoOnAfter(ConfirmPause);
    }

    private void Start(NodeRegistered registered, NodeWork work)
    {
        INodeLauncher launcher = around.Launcher ?? new PlainLauncher(Context.System);
        IReadOnlyList<NodeProgram> programs =
            NodePrograms.Of(Context.System, registered, work, new NodePeers(Self, around.Clock));
        IReadOnlyList<IActorRef> guardians = launcher.Start(programs, around.Events);
        OrderlyLeave.StopFirst(Context.System, [.. guardians]);
        _ = LaunchAsync().PipeTo(
            Self, useConfigureAwait: true, Self, failure: failure => new Status.Failure(failure));

        async Task<RolesStarted> LaunchAsync()
        {
            await TrainingStart.StartRolesAsync(programs, guardians, CancellationToken.None).ConfigureAwait(true);
            launcher.Launched(registered.Elapsed);
            return new RolesStarted(RoleWave.Worker);
        }
    }

    private void Confirm()
    {
        if (around.Clock.Elapsed - _confirmedAt > SilenceMax)
        {
            Lose("the head does not answer any more");
            return;
        }

        _head!.Tell(new ConfirmNode(_own.Uid), Self);
        GoOnAfter(ConfirmPause);
    }

    private void Miss(RoleStopped stopped)
    {
        if (stopped.Wave != RoleWave.Worker || --_workers == 0)
        {
            End(failure: null);
        }
    }

    private void Lose(string why)
    {
        Context.Publish(around.Clock, "head-gone", MemberName.Of(_own.Address), why);
        _head = null; // nobody is there to be told of the end
        End(failure: null);
    }

    private void End(Exception? failure)
    {
        if (failure is null)
        {
            around.End.TrySetResult();
        }
        else
        {
            around.End.TrySetException(failure);
        }

        Context.Stop(Self);
    }
}
