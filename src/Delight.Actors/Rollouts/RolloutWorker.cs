using System.Globalization;
using Delight.Actors.Frictions;
using Delight.Actors.ParameterServers;
using Delight.Actors.Port;
using Delight.Actors.Rewards;

namespace Delight.Actors.Rollouts;

/// <summary>Generates answers with whatever policy it last received, has them scored, and sends them to the
/// learner.</summary>
/// <remarks>
/// <para>In: <see cref="PolicyPublished"/>, <see cref="GenerateRollouts"/>, <see cref="AnswersScored"/>,
/// <see cref="RewardMissed"/> from itself. Out: <see cref="RequestWork"/> and <see cref="TrajectoriesReady"/> to the
/// learner, <see cref="ScoreAnswers"/> to the reward service, <see cref="SubscribeToPolicy"/> to the parameter
/// server.</para>
/// <para>State: one policy, and at most <see cref="RolloutOptions.RequestsInFlight"/> requests.</para>
/// <para>Time: busy for <see cref="RolloutOptions.RequestTime"/> a request; a timer a request where rewards may be
/// missed. Order: any; an older snapshot never replaces a newer one.</para>
/// <para>Restart: forgets its requests, whose credit the learner takes back, and its policy; subscribes and asks
/// again.</para>
/// </remarks>
public sealed class RolloutWorker(RolloutPeers peers, RolloutOptions options, RolloutParts parts) : IActor
{
    private readonly Queue<GenerateRollouts> _waiting = new();
    private readonly Dictionary<long, Rollout> _unscored = [];
    private readonly RolloutSampler _sampler = parts.CreateSampler();
    private readonly HeldPolicy _policy = new(options, parts.Layout);

    /// <inheritdoc/>
    public void PreStart(IActorContext context)
    {
        context.Send(peers.ParameterServer, new SubscribeToPolicy());
        context.Send(peers.Learner, new RequestWork(options.RequestsInFlight, options.RowsPerRequest));
    }

    /// <inheritdoc/>
    public void Receive(object message, IActorContext context)
    {
        switch (message)
        {
            case PolicyPublished published:
                _policy.Adopt(published.Snapshot);
                GenerateAllowed(context);
                break;
            case GenerateRollouts request:
                _waiting.Enqueue(request);
                GenerateAllowed(context);
                break;
            case AnswersScored scored when IsAwaited(scored):
                context.CancelTimer(TimerKey(scored.RequestIndex));
                Offer(scored, context);
                break;
            case RewardMissed missed when _unscored.TryGetValue(missed.RequestIndex, out Rollout? rollout):
                Offer(Default(missed, rollout), context);
                break;
            default:
                context.Unhandled(message);
                break;
        }
    }

    /// <inheritdoc/>
    public void PostStop(IActorContext context)
    {
        _policy.Release();
        _sampler.Dispose();
    }

    private static string TimerKey(long requestIndex) =>
        string.Create(CultureInfo.InvariantCulture, $"reward-{requestIndex}");

    private void GenerateAllowed(IActorContext context)
    {
        while (_waiting.TryPeek(out GenerateRollouts? request) && _policy.IsAtLeast(request.OldestVersion))
        {
            _waiting.Dequeue();
            Rollout rollout = _sampler.Sample(request, _policy.Parameters, context.Random);
            rollout.Version = _policy.Version;
            _policy.Mark(rollout);
            _unscored[request.RequestIndex] = rollout;
            context.Occupy(options.RequestTime);
            context.Send(peers.RewardService, new ScoreAnswers(
                request.RequestIndex, request.FirstRow, rollout.Version, rollout.Contexts, rollout.Chosen));
            if (options.RewardTimeout is { } patience)
            {
                context.StartTimer(TimerKey(request.RequestIndex), new RewardMissed(request.RequestIndex), patience);
            }
        }
    }

    /// <summary>True for scores of answers that wait. Scores of answers that another life of this worker gave to the
    /// same request, with an older policy, belong to nobody; the same request and the same policy give the same
    /// answers.</summary>
    private bool IsAwaited(AnswersScored scored) =>
        _unscored.TryGetValue(scored.RequestIndex, out Rollout? rollout) && rollout.Version == scored.Version;

    private AnswersScored Default(RewardMissed missed, Rollout rollout)
    {
        float[] rewards = new float[rollout.Rows];
        rewards.AsSpan().Fill(options.RewardDefault);
        rollout.Mark(RowFriction.LateReward);
        return new AnswersScored(missed.RequestIndex, rollout.Version, rewards, new bool[rollout.Rows]);
    }

    private void Offer(AnswersScored scored, IActorContext context)
    {
        _unscored.Remove(scored.RequestIndex, out Rollout? rollout);
        for (int row = 0; row < rollout!.Rows; row++)
        {
            rollout.Frictions[row] |= scored.IsWrong.Span[row] ? RowFriction.WrongReward : RowFriction.None;
        }

        context.Send(peers.Learner, new TrajectoriesReady
        {
            RequestIndex = scored.RequestIndex,
            Rows = rollout.Rows,
            VersionAtStart = rollout.Version,
            VersionAtEnd = rollout.Version,
            Contexts = rollout.Contexts,
            Chosen = rollout.Chosen,
            BehaviourLogProbs = rollout.BehaviourLogProbs,
            Mask = rollout.Mask,
            Rewards = scored.Rewards,
            GroupKeys = rollout.GroupKeys,
            Frictions = rollout.Frictions,
        });
    }
}
