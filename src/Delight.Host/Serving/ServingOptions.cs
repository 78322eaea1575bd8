using Delight.Actors.Cluster;
using Delight.Hosting.Health;

namespace Delight.Host.Serving;

/// <summary>What a process serves beside its work.</summary>
/// <param name="Service">Name of the process for telemetry, for example <c>delight-head</c>.</param>
internal sealed record ServingOptions(string Service)
{
    /// <summary>Where <c>/health/live</c> and <c>/health/ready</c> answer; null: nowhere.</summary>
    public Endpoint? Health { get; init; }

    /// <summary>Says whether the member of this process is ready; null before there is one.</summary>
    public Func<MemberStatus?> Status { get; init; } = () => null;
}
