using Delight.Actors.Port;
using Delight.Learning.Parameters;

namespace Delight.Actors.Rewards;

/// <summary>A worker asks for the rewards of its answers. Dims: B rows, T decisions.</summary>
/// <param name="RequestIndex">The request that was answered; keys the rewards that are drawn.</param>
/// <param name="Version">The policy that answered.</param>
/// <param name="Rows">B.</param>
/// <param name="Contexts">[B, ContextBytes].</param>
/// <param name="Chosen">[B, T].</param>
/// <remarks>Wire: <c>score-answers/1</c>. Losing one loses the request's rows.</remarks>
public sealed record ScoreAnswers(
    long RequestIndex, PolicyVersion Version, int Rows, ReadOnlyMemory<byte> Contexts, ReadOnlyMemory<int> Chosen)
        : IMessage
{
    /// <inheritdoc/>
    public string WireName => "score-answers/1";

    /// <inheritdoc/>
    public void Describe(ref MessageDigest digest)
    {
        digest.Add(RequestIndex);
        digest.Add(Version);
        digest.Add(Rows);
    }
}

/// <summary>The rewards of one request.</summary>
/// <param name="RequestIndex">As asked.</param>
/// <param name="Version">As asked: a request that is issued again may be answered by another policy, and so
/// differently.</param>
/// <param name="Rewards">[B] one reward per row.</param>
/// <remarks>Wire: <c>answers-scored/1</c>. Losing one loses the request's rows.</remarks>
public sealed record AnswersScored(long RequestIndex, PolicyVersion Version, ReadOnlyMemory<float> Rewards) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "answers-scored/1";

    /// <inheritdoc/>
    public void Describe(ref MessageDigest digest)
    {
        digest.Add(RequestIndex);
        digest.Add(Version);
        digest.Add(Rewards.Length);
    }
}
