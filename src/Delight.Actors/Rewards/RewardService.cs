using System.Globalization;
using Akka.Actor;
using Delight.Actors.Running;
using Delight.Determinism;
using Delight.Learning.Tasks;
using Delight.Simulation;

namespace Delight.Actors.Rewards;

/// <summary>Scores answers by the task's own rule, with the faults that its options give it.</summary>
/// <param name="task">Knows what is right.</param>
/// <param name="options">Time and faults.</param>
/// <param name="random">Random streams of the run.</param>
/// <remarks>
/// <para>In: <see cref="ScoreAnswers"/>, <see cref="SendLateAnswer"/> from itself. Out:
/// <see cref="AnswersScored"/>.</para>
/// <para>State: the rewards of the request before, and answers that are held back.</para>
/// <para>Time: busy for the score time a request; timers for late answers. Order: answers in the order of requests,
/// late ones aside.</para>
/// <para>Restart: forgets what it holds back; those answers never come.</para>
/// </remarks>
public sealed class RewardService(ITask task, RewardServiceOptions options, StreamSource random)
    : UntypedActor, IWithTimers
{
    private float[] _rewardsBefore = [];

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ScoreAnswers asked:
                Answer(asked);
                break;
            case SendLateAnswer late:
                late.Receiver.Tell(late.Answer, Self);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Answer(ScoreAnswers asked)
    {
        float[] right = Score(asked), rewards = [.. right];
        RandomStream faults = random("reward-faults", asked.Request.Index);
        RandomStream falsePositives = random("false-positives", asked.Request.Index);
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
        Context.Work(options.ScoreTime);
        if (isLate)
        {
            string key = string.Create(CultureInfo.InvariantCulture, $"late-{asked.Request}-{asked.Version}");
            Timers.StartSingleTimer(key, new SendLateAnswer(Sender, answer), options.LateBy);
        }
        else
        {
            Sender.Tell(answer, Self);
        }
    }

    private float[] Score(ScoreAnswers asked)
    {
        int contextBytes = task.ContextBytes, decisions = task.Shape.Decisions;
        float[] rewards = new float[asked.Chosen.Length / decisions];
        for (int row = 0; row < rewards.Length; row++)
        {
            RandomStream draws = random("rewards", asked.FirstRow + row);
            ReadOnlySpan<byte> seen = asked.Contexts.Span.Slice(row * contextBytes, contextBytes);
            rewards[row] = task.Score(seen, asked.Chosen.Span.Slice(row * decisions, decisions), ref draws);
        }

        return rewards;
    }
}
