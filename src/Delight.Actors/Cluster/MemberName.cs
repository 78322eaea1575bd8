using System.Globalization;
using Akka.Actor;
using Akka.Cluster;

namespace Delight.Actors.Cluster;

/// <summary>The one name of a member, on every terminal and in every record: <c>HOST:PORT</c>.</summary>
internal static class MemberName
{
    /// <summary>Name of a member at an address.</summary>
    public static string Of(Address address) =>
        string.Create(CultureInfo.InvariantCulture, $"{address.Host}:{address.Port}");

    /// <summary>Its part in the cluster, for a sentence.</summary>
    public static string RoleOf(Member member) =>
        member.HasRole(ClusterSettings.HeadRole) ? "the head" : "the node";
}
