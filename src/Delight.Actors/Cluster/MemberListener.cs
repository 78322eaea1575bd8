using Akka.Actor;
using Akka.Cluster;
using Delight.Actors.Recording;
using Delight.Actors.Running;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Delight.Actors.Cluster;

/// <summary>Puts what happens to the members of the cluster into the run's events.</summary>
/// <param name="clock">Clock of the run.</param>
/// <remarks>
/// <para>In: Akka's cluster events. Out: nothing.</para>
/// <para>State, time: none. Order: as Akka tells. Restart: goes on.</para>
/// </remarks>
internal sealed class MemberListener(RunClock clock) : UntypedActor
{
    /// <summary>Name of its actor, which no node of a scenario has.</summary>
    public const string Name = "delight-members";

    /// <summary>Props of a listener.</summary>
    public static Props Props(RunClock clock) => Akka.Actor.Props.Create(() => new MemberListener(clock));

    protected override void PreStart() => AkkaCluster.Get(Context.System).Subscribe(
        Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent),
        typeof(ClusterEvent.IReachabilityEvent));

    protected override void PostStop() => AkkaCluster.Get(Context.System).Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ClusterEvent.MemberUp up:
                Publish("member-up", up.Member, "joined the cluster");
                break;
            case ClusterEvent.MemberLeft left:
                Publish("member-left", left.Member, "leaves in order");
                break;
            case ClusterEvent.MemberDowned downed:
                Publish("member-downed", downed.Member, "was declared dead");
                break;
            case ClusterEvent.MemberRemoved removed:
                Publish("member-removed", removed.Member, $"is out of the cluster; it was {removed.PreviousStatus}");
                break;
            case ClusterEvent.UnreachableMember unreachable:
                Publish("member-unreachable", unreachable.Member, "does not answer");
                break;
            case ClusterEvent.ReachableMember reachable:
                Publish("member-reachable", reachable.Member, "answers again");
                break;
            case ClusterEvent.IClusterDomainEvent:
                break; // joining, exiting: no event of the run
            default:
                Unhandled(message);
                break;
        }
    }

    private void Publish(string kind, Member member, string detail) => Context.Publish(
        clock, kind, MemberName.Of(member.Address), $"{MemberName.RoleOf(member)} {detail}");
}
