using Delight.Actors.Messages;
using Delight.Actors.Snapshots;
using Delight.Learning.Parameters;
using Delight.Simulation;

namespace Delight.Actors.ParameterServers;

/// <summary>Asks for the newest policy now, where it is newer than a known one, and for every published one from now
/// on.</summary>
/// <param name="Known">The newest that the subscriber has heard of; null: none.</param>
/// <remarks>Wire: <c>subscribe-to-policy/1</c>. Losing one leaves the worker without a policy until it asks
/// again.</remarks>
public sealed record SubscribeToPolicy(PolicyVersion? Known = null) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "subscribe-to-policy/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields) => fields.Add(Known ?? new PolicyVersion(-1, 0));
}

/// <summary>A subscriber has a policy that it was to confirm.</summary>
/// <param name="Version">Which.</param>
/// <remarks>Wire: <c>policy-received/1</c>. Losing one leaves the worker with that policy until its next sign of
/// life.</remarks>
public sealed record PolicyReceived(PolicyVersion Version) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "policy-received/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields) => fields.Add(Version);
}

/// <summary>The learner hands its newest policy to the parameter server.</summary>
/// <param name="Snapshot">The policy.</param>
/// <remarks>Wire: <c>publish-policy/1</c>. Losing one makes workers staler by one publication.</remarks>
public sealed record PublishPolicy(PolicySnapshot Snapshot) : IMessage, IPolicyMessage, ISized
{
    /// <inheritdoc/>
    public long Bytes => Snapshot.Bytes;

    /// <inheritdoc/>
    public string WireName => "publish-policy/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields) => fields.Add(Snapshot.Version);
}

/// <summary>The parameter server has a newer policy for a subscriber.</summary>
/// <param name="Snapshot">The policy.</param>
/// <param name="WantsReceipt">True where the next one is sent only after <see cref="PolicyReceived"/>.</param>
/// <remarks>Wire: <c>policy-published/1</c>. Losing one makes its receiver staler by one publication.</remarks>
public sealed record PolicyPublished(PolicySnapshot Snapshot, bool WantsReceipt = false)
    : IMessage, IPolicyMessage, ISized
{
    /// <inheritdoc/>
    public long Bytes => Snapshot.Bytes;

    /// <inheritdoc/>
    public string WireName => "policy-published/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields) => fields.Add(Snapshot.Version);
}
