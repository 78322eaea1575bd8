using Delight.Actors.Port;
using Delight.Actors.Snapshots;

namespace Delight.Actors.ParameterServers;

/// <summary>Asks for the newest policy now and for every published one from now on.</summary>
/// <remarks>Wire: <c>subscribe-to-policy/1</c>. Losing one leaves the worker without a policy until it asks
/// again.</remarks>
public sealed record SubscribeToPolicy : IMessage
{
    /// <inheritdoc/>
    public string WireName => "subscribe-to-policy/1";

    /// <inheritdoc/>
    public void Describe(ref MessageDigest digest)
    {
        // It has no fields.
    }
}

/// <summary>The learner hands its newest policy to the parameter server.</summary>
/// <param name="Snapshot">Pooled; whoever keeps it retains it.</param>
/// <remarks>Wire: <c>publish-policy/1</c>. Losing one makes workers staler by one publication.</remarks>
public sealed record PublishPolicy(PolicySnapshot Snapshot) : IMessage, IRetained
{
    /// <inheritdoc/>
    public string WireName => "publish-policy/1";

    /// <inheritdoc/>
    public void Describe(ref MessageDigest digest) => digest.Add(Snapshot.Version);

    /// <inheritdoc/>
    public void Retain() => Snapshot.Retain();

    /// <inheritdoc/>
    public void Release() => Snapshot.Release();
}

/// <summary>The parameter server has a newer policy for a subscriber.</summary>
/// <param name="Snapshot">Pooled; whoever keeps it retains it.</param>
/// <remarks>Wire: <c>policy-published/1</c>. Losing one makes its receiver staler by one publication.</remarks>
public sealed record PolicyPublished(PolicySnapshot Snapshot) : IMessage, IRetained
{
    /// <inheritdoc/>
    public string WireName => "policy-published/1";

    /// <inheritdoc/>
    public void Describe(ref MessageDigest digest) => digest.Add(Snapshot.Version);

    /// <inheritdoc/>
    public void Retain() => Snapshot.Retain();

    /// <inheritdoc/>
    public void Release() => Snapshot.Release();
}
