using Akka.Actor;
using Akka.Cluster;
using Delight.Actors.Recording;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Delight.Actors.Cluster;

/// <summary>Brings a node into the cluster of its head, and tells its parent where the head is and when it is
/// gone.</summary>
/// <param name="node">Where it looks.</param>
/// <param name="around">Its process.</param>
/// <remarks>
/// <para>In: <see cref="SeedSight"/> of its own looks, <see cref="ClusterEvent.IMemberEvent"/>, <see cref="GoOn"/>
/// from itself. Out, to its parent: <see cref="HeadFound"/> once, <see cref="HeadGone"/> or
/// <see cref="Status.Failure"/> at the end.</para>
/// <para>State: how often it has looked, how often it has tried to join at each seed, and what the members say. Time:
/// one timer for the next look. It joins only what accepts connections, since a join that finds nobody makes Akka.NET
/// complain.</para>
/// <para>Restart: looks from the beginning.</para>
/// </remarks>
internal sealed class HeadSearch(NodeOptions node, NodeSurroundings around) : UntypedActor, IWithTimers
{
    private const string NextKey = "next";

    private static readonly TimeSpan LookPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HeadlessMax = TimeSpan.FromSeconds(20);

    private readonly AkkaCluster _cluster = AkkaCluster.Get(Context.System);

    // Akka.NET asks a seed anew after its time-out. An answer to that question comes within the rest.
    private readonly TimeSpan _joinPause =
        AkkaCluster.Get(Context.System).Settings.SeedNodeTimeout + TimeSpan.FromSeconds(2);

    private readonly Dictionary<Endpoint, int> _joins = [];
    private TimeSpan? _memberSince;
    private Address? _head;
    private bool _isFound;
    private string? _said;
    private int _looks;

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Props of a search.</summary>
    public static Props Props(NodeOptions node, NodeSurroundings around) =>
        Akka.Actor.Props.Create(() => new HeadSearch(node, around));

    protected override void PreStart()
    {
        _cluster.Subscribe(
            Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));
        Look();
    }

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SeedSight sight:
                Join(sight);
                break;
            case ClusterEvent.MemberUp up:
                Note(up.Member);
                break;
            case ClusterEvent.MemberRemoved { Member: { } gone } when _isFound && gone.Address.Equals(_head):
                Context.Parent.Tell(new HeadGone("the head is out of the cluster"));
                break;
            case ClusterEvent.IMemberEvent:
                break; // of others, or on their way
            case GoOn:
                Continue();
                break;
            case Status.Failure look:
                Context.Parent.Tell(look);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Continue()
    {
        if (_isFound)
        {
            return;
        }

        if (_memberSince is not { } since)
        {
            Look();
        }
        else if (around.Clock.Elapsed - since > HeadlessMax)
        {
            Context.Parent.Tell(new HeadGone("the cluster has no head"));
        }
        else
        {
            GoOnAfter(LookPause);
        }
    }

    private void GoOnAfter(TimeSpan pause) => Timers.StartSingleTimer(NextKey, new GoOn(), pause);

    private void Look()
    {
        Endpoint seed = node.Seeds[_looks % node.Seeds.Count];
        _ = node.Look(seed).PipeTo(Self, failure: failure => new Status.Failure(failure));
    }

    /// <summary>A head knows itself by one address. Where the seed is a name, the node tries each address of
    /// it.</summary>
    private void Join(SeedSight sight)
    {
        _looks++;
        if (sight.Complaint is { } complaint)
        {
            SayOnce("waiting-for-head", complaint);
            GoOnAfter(LookPause);
            return;
        }

        Address own = _cluster.SelfAddress;
        if (Misplacement.Of(own.Host, sight) is { } rule)
        {
            Context.Parent.Tell(new Status.Failure(new NodeRefusedException(rule)));
            return;
        }

        int round = _joins.GetValueOrDefault(sight.Seed);
        _joins[sight.Seed] = round + 1;
        if (round > sight.Hosts.Count)
        {
            SayOnce(
                "head-silent",
                $"{sight.Seed} accepts connections and does not let this node join. Write --seed-node as the head's "
                + "terminal says, and give both the same TLS settings");
        }

        Endpoint seed = sight.Seed with { Host = sight.Hosts[round % sight.Hosts.Count] };
        _cluster.JoinSeedNodes([Address.Parse($"{own.Protocol}://{own.System}@{seed}")]);
        GoOnAfter(_joinPause);
    }

    /// <summary>By the events alone: what the cluster says of itself elsewhere may be behind them.</summary>
    private void Note(Member up)
    {
        if (up.UniqueAddress.Equals(_cluster.SelfUniqueAddress))
        {
            _memberSince = around.Clock.Elapsed;
        }

        if (up.HasRole(ClusterSettings.HeadRole))
        {
            _head = up.Address;
        }

        if (!_isFound && _memberSince is not null && _head is not null)
        {
            _isFound = true;
            Context.Parent.Tell(new HeadFound(_head));
        }
    }

    private void SayOnce(string kind, string detail)
    {
        if (_said != detail)
        {
            _said = detail;
            Context.Publish(around.Clock, kind, MemberName.Of(_cluster.SelfAddress), detail);
        }
    }
}

/// <summary>The node is a member, and so is the head.</summary>
/// <param name="Address">Of the head.</param>
internal sealed record HeadFound(Address Address);

/// <summary>This cluster has no head any more. An actor system can never join another one.</summary>
/// <param name="Why">One clause.</param>
internal sealed record HeadGone(string Why);
