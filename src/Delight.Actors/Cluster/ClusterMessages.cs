using Delight.Actors.Messages;
using Delight.Learning.Parameters;
using Delight.Simulation;

namespace Delight.Actors.Cluster;

/// <summary>A node asks the head to let it in.</summary>
/// <param name="Incarnation">Number of this life of its actor system, which is another one after each start. A node
/// that was killed and started again at the same address is another node.</param>
/// <param name="Workers">Rollout workers that it can run.</param>
/// <param name="Pool">The pool that all of them are to belong to; empty: the head chooses.</param>
/// <remarks>Wire: <c>register-node/3</c>. Losing one delays the node until it asks again.</remarks>
public sealed record RegisterNode(long Incarnation, int Workers, string Pool) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "register-node/3";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        fields.Add(Incarnation);
        fields.Add(Workers);
        fields.Add(Pool);
    }
}

/// <summary>The head wants to see that a node knows the shared secret.</summary>
/// <param name="Nonce">Random bytes, to be used once.</param>
/// <remarks>Wire: <c>registration-challenge/1</c>. Losing one delays the node until it asks again.</remarks>
public sealed record RegistrationChallenge(ReadOnlyMemory<byte> Nonce) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "registration-challenge/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields) => fields.Add(Nonce.Length);
}

/// <summary>A node shows that it knows the shared secret, which itself never travels.</summary>
/// <param name="Mac">HMAC-SHA256 of the nonce under the secret.</param>
/// <remarks>Wire: <c>registration-proof/1</c>. Losing one delays the node until it asks again.</remarks>
public sealed record RegistrationProof(ReadOnlyMemory<byte> Mac) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "registration-proof/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields) => fields.Add(Mac.Length);
}

/// <summary>A node is in, and learns what to run and whom to talk to.</summary>
/// <param name="Scenario">The effective scenario, as JSON.</param>
/// <param name="Elapsed">Time of the run's clock: faults by plan happen at the same time in all processes.</param>
/// <param name="Learner">Path of a way to the learner, with the address of the head's actor system and the number of
/// this incarnation: nothing that was meant for it reaches a later run at the same address.</param>
/// <param name="ParameterServer">Path of what sends policies to this node.</param>
/// <param name="RewardService">Path of a way to the reward service.</param>
/// <param name="Workers">What the node runs.</param>
/// <remarks>Wire: <c>node-registered/3</c>. Losing one delays the node until it asks again.</remarks>
public sealed record NodeRegistered(
    string Scenario, TimeSpan Elapsed, string Learner, string ParameterServer, string RewardService,
    NodeWorkers Workers) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "node-registered/3";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        fields.Add(Workers.First);
        fields.Add(Workers.Pools.Count);
    }
}

/// <summary>A node is not let in.</summary>
/// <param name="Reason">One sentence.</param>
/// <remarks>Wire: <c>node-refused/1</c>. Losing one makes the node ask again.</remarks>
public sealed record NodeRefused(string Reason) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "node-refused/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields) => fields.Add(Reason);
}

/// <summary>A node that is in asks whether the head still counts it: it must never go on with a policy that nobody
/// renews.</summary>
/// <param name="Incarnation">As in <see cref="RegisterNode"/>.</param>
/// <remarks>Wire: <c>confirm-node/1</c>. Losing one makes the node ask again.</remarks>
public sealed record ConfirmNode(long Incarnation) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "confirm-node/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields) => fields.Add(Incarnation);
}

/// <summary>The head counts this node, or not.</summary>
/// <param name="IsIn">False for a node that the head has removed.</param>
/// <remarks>Wire: <c>node-confirmed/1</c>. Losing one makes the node ask again.</remarks>
public sealed record NodeConfirmed(bool IsIn) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "node-confirmed/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields) => fields.Add(IsIn ? 1 : 0);
}

/// <summary>A node ends its work in order.</summary>
/// <param name="Incarnation">As in <see cref="RegisterNode"/>.</param>
/// <remarks>Wire: <c>node-leaves/1</c>. Losing one delays the end until the cluster removes the member.</remarks>
public sealed record NodeLeaves(long Incarnation) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "node-leaves/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields) => fields.Add(Incarnation);
}

/// <summary>A piece of a policy on its way to another process.</summary>
/// <param name="Transfer">Which transfer of its sender; a higher one replaces what is incomplete of a lower
/// one.</param>
/// <param name="Version">Of the policy.</param>
/// <param name="Length">Parameters of the whole policy.</param>
/// <param name="Offset">Of the first parameter in this piece.</param>
/// <param name="Parameters">The parameters of this piece.</param>
/// <remarks>Wire: <c>snapshot-chunk/1</c>. Losing one loses the transfer; the next one starts afresh.</remarks>
public sealed record SnapshotChunk(
    long Transfer, PolicyVersion Version, int Length, int Offset, ReadOnlyMemory<float> Parameters) : IMessage, ISized
{
    /// <inheritdoc/>
    public long Bytes => sizeof(float) * (long)Parameters.Length;

    /// <inheritdoc/>
    public string WireName => "snapshot-chunk/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        fields.Add(Transfer);
        fields.Add(Version);
        fields.Add(Offset);
    }
}

/// <summary>A piece of a policy has arrived: credit for another one.</summary>
/// <param name="Transfer">As in the piece.</param>
/// <param name="Offset">As in the piece.</param>
/// <remarks>Wire: <c>snapshot-chunk-received/1</c>. Losing one loses the transfer.</remarks>
public sealed record SnapshotChunkReceived(long Transfer, int Offset) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "snapshot-chunk-received/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        fields.Add(Transfer);
        fields.Add(Offset);
    }
}

/// <summary>The fetcher looks whether anything has come since it last looked.</summary>
/// <remarks>Wire: never leaves its actor.</remarks>
public sealed record LookAfterPolicy : IMessage
{
    /// <inheritdoc/>
    public string WireName => "look-after-policy/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        // It has no fields.
    }
}

/// <summary>A node does what is next: it looks for its head, asks to be let in, or asks whether it still
/// counts.</summary>
/// <remarks>Wire: never leaves its actor.</remarks>
public sealed record GoOn : IMessage
{
    /// <inheritdoc/>
    public string WireName => "go-on/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        // It has no fields.
    }
}

/// <summary>A feed makes sure that the parameter server knows it, also one that came back after a crash.</summary>
/// <remarks>Wire: never leaves its actor.</remarks>
public sealed record RenewSubscription : IMessage
{
    /// <inheritdoc/>
    public string WireName => "renew-subscription/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        // It has no fields.
    }
}
