using System.Globalization;
using Delight.Actors.Port;
using Delight.Determinism;
using Delight.Learning.Tasks;

namespace Delight.Actors.Rewards;

/// <summary>Scores answers by the task's own rule, with the faults that its options give it.</summary>
/// <param name="task">Knows what is right.</param>
/// <param name="options">Time and faults.</param>
/// <remarks>
/// <para>In: <see cref="ScoreAnswers"/>, <see cref="SendLateAnswer"/> from itself. Out:
/// <see cref="AnswersScored"/>.</para>
/// <para>State: the rewards of the request before, and answers that are held back.</para>
/// <para>Time: busy for the score time a request; timers for late answers. Order: answers in the order of requests,
/// late ones aside.</para>
/// <para>Restart: forgets what it holds back; those answers never come.</para>
/// </remarks>
public sealed class RewardService(ITask task, RewardServiceOptions options) : IActor
{
    private float[] _rewardsBefore = [];

    /// <inheritdoc/>
    public void Receive(object message, IActorContext context)
    {
        switch (message)
        {
            case ScoreAnswers asked:
                Answer(asked, context);
                break;
            case SendLateAnswer late:
                context.Send(late.Receiver, late.Answer);
                break;
            default:
                context.Unhandled(message);
                break;
        }
    }

    private void Answer(ScoreAnswers asked, IActorContext context)
    {
        float[] right = Score(asked, context), rewards = [.. right];
        RandomStream faults = context.Random("reward-faults", asked.Request.Index);
        RandomStream falsePositives = context.Random("false-positives", asked.Request.Index);
        bool isSwapped = faults.NextChance(options.SwapShare) && _rewardsBefore.Length == rewards.Length;
        bool isLate = faults.NextChance(options.LateShare);
        if (isSwapped)
        {
            _rewardsBefore.CopyTo(rewards, 0);
        }

        foreach (ref float reward in rewards.AsSpan())
        {
            reward = faults.NextChance(options.FlipShare) ? (faults.NextChance(0.5) ? 1 : 0) : reward;
            reward = falsePositives.NextChance(options.FalsePositiveShare) ? 1 : reward;
        }

        _rewardsBefore = right;
        bool[] isWrong = [.. right.Zip(rewards, (first, second) => first != second)];
        AnswersScored answer = new(asked.Request, asked.Version, rewards, isWrong);
        context.Occupy(options.ScoreTime);
        if (isLate)
        {
            string key = string.Create(CultureInfo.InvariantCulture, $"late-{asked.Request}-{asked.Version}");
            context.StartTimer(key, new SendLateAnswer(context.Sender, answer), options.LateBy);
        }
        else
        {
            context.Send(context.Sender, answer);
        }
    }

    private float[] Score(ScoreAnswers asked, IActorContext context)
    {
        int contextBytes = task.ContextBytes, decisions = task.Shape.Decisions;
        float[] rewards = new float[asked.Chosen.Length / decisions];
        for (int row = 0; row < rewards.Length; row++)
        {
            RandomStream random = context.Random("rewards", asked.FirstRow + row);
            ReadOnlySpan<byte> seen = asked.Contexts.Span.Slice(row * contextBytes, contextBytes);
            rewards[row] = task.Score(seen, asked.Chosen.Span.Slice(row * decisions, decisions), ref random);
        }

        return rewards;
    }
}
