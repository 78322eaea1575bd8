using System.Globalization;
using Akka.Actor;
using Akka.Cluster;
using Delight.Actors.Coordination;
using Delight.Actors.Recording;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Delight.Actors.Cluster;

/// <summary>Brings one node into a training: finds the head, registers, starts the workers, and ends when the head is
/// gone.</summary>
/// <param name="node">What the node offers.</param>
/// <param name="around">Its process.</param>
/// <remarks>
/// <para>In: <see cref="SeedSight"/> of its own looks, <see cref="ClusterEvent.IMemberEvent"/>,
/// <see cref="RegistrationChallenge"/>, <see cref="NodeRegistered"/>, <see cref="NodeRefused"/>,
/// <see cref="NodeConfirmed"/>, <see cref="Terminated"/> of the registrar, <see cref="RoleStopped"/> from the guardians
/// of its roles, <see cref="GoOn"/> from itself. Out: <see cref="RegisterNode"/>, <see cref="RegistrationProof"/>,
/// <see cref="ConfirmNode"/>, <see cref="NodeLeaves"/>.</para>
/// <para>State: what it does at present, where the head is, and how many workers are left. Time: one timer for the next
/// step. It joins before it registers, and registers once it is a member and sees the head, so no first message finds
/// nobody.</para>
/// <para>Supervision: <see cref="NodeGuardian"/>s restart workers, parameter server and <see cref="PolicyFetcher"/>
/// with
/// back-off. Without one of the latter two, or the last worker, the node ends.</para>
/// <para>Restart: none; its own failure ends this life of the node.</para>
/// </remarks>
internal sealed class NodeAgent(NodeOptions node, NodeSurroundings around) : UntypedActor, IWithTimers
{
    /// <summary>Name of its actor, which no node of a scenario has.</summary>
    public const string Name = "delight-node";

    private const string NextKey = "next";

    private static readonly TimeSpan LookPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan JoinPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConfirmPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PauseMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(15);

    private AkkaCluster _cluster = null!;
    private IReadOnlyList<IActorRef> _guardians = [];
    private NodePeers _peers = null!;
    private INodeLauncher _launcher = null!;
    private ActorSelection? _registrar;
    private IActorRef _head = ActorRefs.Nobody;
    private TimeSpan _pause = PauseMin, _heardAt, _elapsed;
    private string? _said;
    private int _looks, _workers, _starting;
    private Address? _headAddress;
    private bool _isMember, _isIn;

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Props of the agent of a node.</summary>
    public static Props Props(NodeOptions node, NodeSurroundings around) =>
        Akka.Actor.Props.Create(() => new NodeAgent(node, around));

    private string OwnName => MemberName.Of(_cluster.SelfAddress);

    private long Incarnation => _cluster.SelfUniqueAddress.Uid;

    protected override void PreStart()
    {
        _cluster = AkkaCluster.Get(Context.System);
        _cluster.Subscribe(
            Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));
        Look();
    }

    protected override void PreRestart(Exception reason, object message) => End(reason);

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        if (_isIn)
        {
            _head.Tell(new NodeLeaves(Incarnation), Self);
        }
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case GoOn:
                Continue();
                break;
            case SeedSight sight:
                Join(sight);
                break;
            case Status.Failure failed:
                End(failed.Cause); // of a look, or of a role that cannot start
                break;
            case ClusterEvent.IMemberEvent change:
                Follow(change);
                break;
            case RegistrationChallenge challenge when !_isIn:
                Sender.Tell(new RegistrationProof(NodeRegistrar.MacOf(node.Secret, challenge.Nonce.Span)));
                break;
            case NodeRegistered registered when !_isIn:
                Begin(registered);
                break;
            case RegistrationChallenge or NodeRegistered:
                break; // an answer to an earlier question
            case NodeRefused refused:
                End(new NodeRefusedException(
                    $"the head at {MemberName.Of(Sender.Path.Address)} does not let this node in: {refused.Reason}"));
                break;
            case NodeConfirmed { IsIn: true }:
                _heardAt = around.Clock.Elapsed;
                break;
            case NodeConfirmed:
                Say("head-forgot", "the head does not count this node any more");
                End(failure: null);
                break;
            case RolesStarted started:
                Advance(started);
                break;
            case RoleStopped stopped:
                Miss(stopped);
                break;
            case NodeReturned:
                break; // a guardian of its own has started
            case Terminated:
                _isIn = false; // nobody is there to be told of the end
                End(failure: null);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Continue()
    {
        if (_isIn)
        {
            Confirm();
        }
        else if (_registrar is not null)
        {
            Ask();
        }
        else if (!_isMember)
        {
            Look();
        }
        else if (around.Clock.Elapsed - _heardAt > SilenceMax)
        {
            Say("head-lost", "the cluster has no head");
            End(failure: null);
        }
        else
        {
            Next(LookPause);
        }
    }

    private void Next(TimeSpan pause) => Timers.StartSingleTimer(NextKey, new GoOn(), pause);

    private void Look()
    {
        Endpoint seed = node.Seeds[_looks % node.Seeds.Count];
        _ = node.Look(seed).PipeTo(Self, failure: failure => new Status.Failure(failure));
    }

    /// <summary>A head knows itself by one address. Where the seed is a name, the node tries each address of
    /// it.</summary>
    private void Join(SeedSight sight)
    {
        if (_registrar is not null)
        {
            return; // it has come in meanwhile
        }

        int look = _looks++ / node.Seeds.Count;
        if (sight.Complaint is { } complaint)
        {
            SayOnce("waiting-for-head", complaint);
            Next(LookPause);
            return;
        }

        if (Misplacement.Of(_cluster.SelfAddress.Host, sight) is { } rule)
        {
            End(new NodeRefusedException(rule));
            return;
        }

        string host = sight.Hosts[look % sight.Hosts.Count];
        Address own = _cluster.SelfAddress;
        if (look > sight.Hosts.Count)
        {
            SayOnce(
                "head-silent",
                $"{sight.Seed} accepts connections and does not let this node join. Write --seed-node as the head's "
                + "terminal says, and give both the same TLS settings");
        }

        _cluster.JoinSeedNodes([Address.Parse($"{own.Protocol}://{own.System}@{sight.Seed with { Host = host }}")]);
        Next(JoinPause);
    }

    private void Follow(ClusterEvent.IMemberEvent change)
    {
        if (change is ClusterEvent.MemberRemoved removed)
        {
            if (_registrar is not null && removed.Member.HasRole(ClusterSettings.HeadRole))
            {
                End(failure: null);
            }

            return;
        }

        // By the events alone: what the cluster says of itself elsewhere may be behind them.
        if (change is ClusterEvent.MemberUp { Member: { } up })
        {
            if (up.UniqueAddress.Equals(_cluster.SelfUniqueAddress))
            {
                (_isMember, _heardAt) = (true, around.Clock.Elapsed);
            }

            _headAddress = up.HasRole(ClusterSettings.HeadRole) ? up.Address : _headAddress;
        }

        if (_registrar is null && _isMember && _headAddress is { } address)
        {
            _registrar = Context.ActorSelection($"{new RootActorPath(address)}user/{NodeRegistrar.Name}");
            Ask();
        }
    }

    private void Ask()
    {
        _registrar!.Tell(new RegisterNode(Incarnation, node.Workers, node.Pool ?? string.Empty), Self);
        Next(_pause);
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

        (_isIn, _head, _heardAt) = (true, Sender, around.Clock.Elapsed);
        _workers = registered.Workers.Pools.Count;
        Context.Watch(Sender);
        _peers = new NodePeers(Self, around.Clock);
        _launcher = around.Launcher ?? new PlainLauncher(Context.System);
        _elapsed = registered.Elapsed;
        _guardians = _launcher.Start(NodePrograms.Of(Context.System, registered, work, _peers), around.Events);
        OrderlyLeave.StopFirst(Context.System, [.. _guardians]);
        StartRoles(RoleWave.Service);
        Say("node-joined", string.Create(
            CultureInfo.InvariantCulture,
            $"{_workers} worker{(_workers == 1 ? "" : "s")} for the head {MemberName.Of(Sender.Path.Address)}"));
        Next(ConfirmPause);
    }

    /// <summary>Workers come last: what they ask first is there then.</summary>
    private void StartRoles(RoleWave wave)
    {
        _starting = _guardians.Count;
        foreach (IActorRef guardian in _guardians)
        {
            guardian.Tell(new StartRoles(wave), Self);
        }
    }

    private void Advance(RolesStarted started)
    {
        if (--_starting > 0)
        {
            return;
        }

        if (started.Wave == RoleWave.Service)
        {
            StartRoles(RoleWave.Worker);
        }
        else
        {
            _peers.IsLaunched = true;
            _launcher.Launched(_elapsed);
        }
    }

    private void Confirm()
    {
        if (around.Clock.Elapsed - _heardAt > SilenceMax)
        {
            Say("head-silent", "the head does not answer any more");
            End(failure: null);
            return;
        }

        _head.Tell(new ConfirmNode(Incarnation), Self);
        Next(ConfirmPause);
    }

    private void Miss(RoleStopped stopped)
    {
        if (stopped.Wave != RoleWave.Worker || --_workers == 0)
        {
            End(failure: null);
        }
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

    private void SayOnce(string kind, string detail)
    {
        if (_said != detail)
        {
            _said = detail;
            Say(kind, detail);
        }
    }

    private void Say(string kind, string detail) => Context.Publish(around.Clock, kind, OwnName, detail);
}
