using Akka.Actor;
using Delight.Actors.Messages;
using Delight.Learning.Parameters;
using Delight.Simulation;

namespace Delight.Actors.Rewards;

/// <summary>A worker asks for the rewards of its answers. Dims: B rows, T decisions.</summary>
/// <param name="Request">The request that was answered.</param>
/// <param name="FirstRow">Number of its first row; row numbers key the rewards that are drawn.</param>
/// <param name="Version">The policy that answered.</param>
/// <param name="Contexts">[B, ContextBytes].</param>
/// <param name="Chosen">[B, T].</param>
/// <remarks>Wire: <c>score-answers/1</c>. Losing one loses the request's rows, or their rewards where the worker has a
/// default.</remarks>
public sealed record ScoreAnswers(
    RequestId Request, long FirstRow, PolicyVersion Version, ReadOnlyMemory<byte> Contexts, ReadOnlyMemory<int> Chosen)
        : IMessage, ISized
{
    /// <summary>Contexts and answers.</summary>
    public long Bytes => Contexts.Length + (sizeof(int) * (long)Chosen.Length);

    /// <inheritdoc/>
    public string WireName => "score-answers/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        Request.Describe(ref fields);
        fields.Add(FirstRow);
        fields.Add(Version);
        fields.Add(Chosen.Length);
    }
}

/// <summary>The rewards of one request. Dims: B rows.</summary>
/// <param name="Request">As asked.</param>
/// <param name="Version">As asked: a request that is issued again may be answered by another policy, and so
/// differently.</param>
/// <param name="Rewards">[B] one reward per row.</param>
/// <param name="IsWrong">[B] true where the reward is not the task's: for the record, nobody learns from it.</param>
/// <remarks>Wire: <c>answers-scored/1</c>. Losing one loses the request's rows, or their rewards where the worker has a
/// default.</remarks>
public sealed record AnswersScored(
    RequestId Request, PolicyVersion Version, ReadOnlyMemory<float> Rewards, ReadOnlyMemory<bool> IsWrong)
        : IMessage, ISized
{
    /// <summary>The rewards; <see cref="IsWrong"/> is for the record of the experiment alone.</summary>
    public long Bytes => sizeof(float) * (long)Rewards.Length;

    /// <inheritdoc/>
    public string WireName => "answers-scored/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        Request.Describe(ref fields);
        fields.Add(Version);
        fields.Add(Rewards.Length);
    }
}

/// <summary>The reward service reminds itself of an answer that it holds back.</summary>
/// <param name="Receiver">Who waits for it.</param>
/// <param name="Answer">The answer.</param>
/// <remarks>Wire: never leaves its actor.</remarks>
public sealed record SendLateAnswer(IActorRef Receiver, AnswersScored Answer) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "send-late-answer/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields) => Answer.Describe(ref fields);
}
