using Delight.Actors.Messages;
using Delight.Learning.Parameters;
using Delight.Simulation;

namespace Delight.Actors.Cluster;

/// <summary>A node asks the head to let it in.</summary>
/// <param name="Node">Its name in the run's events.</param>
/// <param name="Workers">Rollout workers that it can run.</param>
/// <param name="Pool">The pool that all of them are to belong to; empty: the head chooses.</param>
/// <remarks>Wire: <c>register-node/2</c>. Losing one delays the node until it asks again.</remarks>
public sealed record RegisterNode(string Node, int Workers, string Pool) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "register-node/2";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        fields.Add(Node);
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
/// <param name="Learner">Path of the learner, with the address of the head's actor system and the number of this
/// incarnation: nothing that was meant for it reaches a later run at the same address.</param>
/// <param name="ParameterServer">Path of what sends policies to this node.</param>
/// <param name="RewardService">Path of the reward service.</param>
/// <param name="Workers">What the node runs.</param>
/// <remarks>Wire: <c>node-registered/2</c>. Losing one delays the node until it asks again.</remarks>
public sealed record NodeRegistered(
    string Scenario, string Learner, string ParameterServer, string RewardService, NodeWorkers Workers) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "node-registered/2";

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

/// <summary>A node that was not answered asks the head again.</summary>
/// <remarks>Wire: never leaves its actor.</remarks>
public sealed record AskAgain : IMessage
{
    /// <inheritdoc/>
    public string WireName => "ask-again/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        // It has no fields.
    }
}
