using Akka.Actor;
using Akka.Cluster;

namespace Delight.Simulation.Cluster.Tests.Registry;

/// <summary>Knows which nodes have an agent. An agent registers once, and its entry goes when its node is removed.
/// </summary>
/// <param name="keysByAddressAlone">The planted defect: the removal of an earlier incarnation takes the entry of the
/// present one.</param>
public sealed class NodeRegistry(bool keysByAddressAlone) : UntypedActor
{
    private readonly HashSet<(string Host, int Uid)> _entries = [];

    /// <summary>Hosts with an entry.</summary>
    public IEnumerable<string> Hosts => _entries.Select(entry => entry.Host).Distinct(StringComparer.Ordinal);

    protected override void PreStart() => Akka.Cluster.Cluster.Get(Context.System)
        .Subscribe(Self, typeof(ClusterEvent.MemberRemoved));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Register register:
                _entries.Add((register.Host, register.Uid));
                Sender.Tell("registered");
                break;
            case ClusterEvent.MemberRemoved { Member: { } member }:
                _entries.RemoveWhere(entry => entry.Host == member.Address.Host
                    && (keysByAddressAlone || entry.Uid == member.UniqueAddress.Uid));
                break;
            case "hosts":
                Sender.Tell(string.Concat(Hosts.Order(StringComparer.Ordinal)));
                break;
        }
    }
}
