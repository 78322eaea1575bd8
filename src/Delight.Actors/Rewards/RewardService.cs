using Delight.Actors.Port;
using Delight.Learning.Determinism;
using Delight.Learning.Tasks;

namespace Delight.Actors.Rewards;

/// <summary>Scores answers by the task's own rule.</summary>
/// <param name="task">Knows what is right.</param>
/// <param name="scoreTime">Time that scoring one request takes, at least 0.</param>
/// <remarks>
/// <para>In: <see cref="ScoreAnswers"/>. Out: <see cref="AnswersScored"/> to the sender.</para>
/// <para>State: none, so a restart loses nothing but the request at hand.</para>
/// <para>Time: busy for the score time a request. Order: answers in the order of requests.</para>
/// <para>Restart: goes on with the next request.</para>
/// </remarks>
public sealed class RewardService(ITask task, TimeSpan scoreTime) : IActor
{
    /// <inheritdoc/>
    public void Receive(object message, IActorContext context)
    {
        if (message is not ScoreAnswers asked)
        {
            context.Unhandled(message);
            return;
        }

        RandomStream random = context.Random("rewards", asked.RequestIndex);
        int contextBytes = task.ContextBytes, decisions = task.Shape.Decisions;
        float[] rewards = new float[asked.Rows];
        for (int row = 0; row < rewards.Length; row++)
        {
            ReadOnlySpan<byte> seen = asked.Contexts.Span.Slice(row * contextBytes, contextBytes);
            rewards[row] = task.Score(seen, asked.Chosen.Span.Slice(row * decisions, decisions), ref random);
        }

        context.Occupy(scoreTime);
        context.Send(context.Sender, new AnswersScored(asked.RequestIndex, asked.Version, rewards));
    }
}
