using Akka.Actor;
using Akka.Cluster;
using Delight.Actors.Akka.Hosting;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Delight.Actors.Akka.Cluster;

/// <summary>Puts what happens to the members of the cluster into the run's events.</summary>
/// <remarks>
/// <para>In: Akka's cluster events. Out: nothing.</para>
/// <para>State, time: none. Order: as Akka tells. Restart: goes on.</para>
/// </remarks>
internal sealed class MemberListener(AkkaRuntime runtime) : ActorBase
{
    protected override void PreStart() => AkkaCluster.Get(Context.System).Subscribe(
        Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent),
        typeof(ClusterEvent.IReachabilityEvent));

    protected override void PostStop() => AkkaCluster.Get(Context.System).Unsubscribe(Self);

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case ClusterEvent.MemberUp up:
                Report("member-up", up.Member, "joined the cluster");
                return true;
            case ClusterEvent.MemberLeft left:
                Report("member-left", left.Member, "leaves in order");
                return true;
            case ClusterEvent.MemberDowned downed:
                Report("member-downed", downed.Member, "was declared dead");
                return true;
            case ClusterEvent.MemberRemoved removed:
                Report("member-removed", removed.Member, $"is out of the cluster; it was {removed.PreviousStatus}");
                return true;
            case ClusterEvent.UnreachableMember unreachable:
                Report("member-unreachable", unreachable.Member, "does not answer");
                return true;
            case ClusterEvent.ReachableMember reachable:
                Report("member-reachable", reachable.Member, "answers again");
                return true;
            default:
                return message is ClusterEvent.IClusterDomainEvent;
        }
    }

    private void Report(string kind, Member member, string detail) => runtime.Report(
        kind, $"{string.Join(',', member.Roles)}@{member.Address.Host}:{member.Address.Port}", detail);
}
