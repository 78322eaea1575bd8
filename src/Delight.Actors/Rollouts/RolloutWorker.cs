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
/// <see cref="RewardMissed"/> and <see cref="ShowLife"/> from itself. Out: <see cref="RequestWork"/> and
/// <see cref="TrajectoriesReady"/> to the learner, <see cref="ScoreAnswers"/> to the reward service,
/// <see cref="SubscribeToPolicy"/> and <see cref="PolicyReceived"/> to the parameter server.</para>
/// <para>State: one policy, and at most <see cref="RolloutOptions.RequestsInFlight"/> requests of one term.</para>
/// <para>Time: busy for <see cref="RolloutOptions.RequestTime"/> a request, and longer for surprising answers where
/// <see cref="RolloutOptions.SurprisalTime"/> says so; a timer a request where rewards may be missed, and one for signs
/// of life. Order: any; an older snapshot never replaces a newer one, a grant of an earlier
/// term is ignored.</para>
/// <para>Restart: forgets its requests, whose credit the learner takes back, and its policy; subscribes and asks again
/// in a new life.</para>
/// </remarks>
public sealed class RolloutWorker(RolloutPeers peers, RolloutOptions options, RolloutParts parts) : IActor
{
    private const string LifeKey = "life";

    private readonly Queue<GenerateRollouts> _waiting = new();
    private readonly SortedDictionary<RequestId, Rollout> _unscored = [];
    private readonly RolloutSampler _sampler = parts.CreateSampler();
    private readonly HeldPolicy _policy = new(options, parts.Layout);
    private long _life;
    private int _term;

    /// <inheritdoc/>
    public void PreStart(IActorContext context)
    {
        _life = context.Elapsed.Ticks;
        Announce(context);
    }

    /// <inheritdoc/>
    public void Receive(object message, IActorContext context)
    {
        switch (message)
        {
            case PolicyPublished published:
                Adopt(published, context);
                break;
            case GenerateRollouts request:
                Accept(request, context);
                break;
            case AnswersScored scored when IsAwaited(scored):
                context.CancelTimer(TimerKey(scored.Request));
                Offer(scored, context);
                break;
            case RewardMissed missed when _unscored.TryGetValue(missed.Request, out Rollout? rollout):
                Offer(Default(missed, rollout), context);
                break;
            case ShowLife:
                Announce(context);
                break;
            default:
                context.Unhandled(message);
                break;
        }
    }

    /// <inheritdoc/>
    public void PostStop(IActorContext context) => _sampler.Dispose();

    private static string TimerKey(RequestId request) =>
        string.Create(CultureInfo.InvariantCulture, $"reward-{request}");

    private void Announce(IActorContext context)
    {
        context.Send(peers.ParameterServer, new SubscribeToPolicy(_policy.NewestHeard));
        context.Send(peers.Learner, new RequestWork(options.RequestsInFlight, options.RowsPerRequest, _life));
        if (options.SignOfLifeEvery is { } pause)
        {
            context.StartTimer(LifeKey, new ShowLife(), pause);
        }
    }

    private void Adopt(PolicyPublished published, IActorContext context)
    {
        int term = published.Snapshot.Version.Term;
        _policy.Adopt(published.Snapshot);
        if (published.WantsReceipt)
        {
            context.Send(context.Sender, new PolicyReceived(published.Snapshot.Version));
        }

        if (term > _term)
        {
            // The learner has recovered and knows nobody.
            BeginTerm(term, context);
            Announce(context);
        }

        GenerateAllowed(context);
    }

    private void Accept(GenerateRollouts request, IActorContext context)
    {
        if (request.Request.Term < _term)
        {
            return; // from a learner that is no more
        }

        if (request.Request.Term > _term)
        {
            BeginTerm(request.Request.Term, context);
        }

        if (_unscored.Count > 0 && _waiting.Count + _unscored.Count >= options.RequestsInFlight)
        {
            // Nobody is granted more than he has slots: the learner has given up the oldest request.
            Forget(_unscored.Keys.First(), context);
        }

        _waiting.Enqueue(request);
        GenerateAllowed(context);
    }

    private void BeginTerm(int term, IActorContext context)
    {
        _term = term;
        _waiting.Clear();
        while (_unscored.Count > 0)
        {
            Forget(_unscored.Keys.First(), context);
        }
    }

    private void Forget(RequestId request, IActorContext context)
    {
        _unscored.Remove(request);
        context.CancelTimer(TimerKey(request));
    }

    private void GenerateAllowed(IActorContext context)
    {
        while (_waiting.TryPeek(out GenerateRollouts? request) && _policy.IsAtLeast(request.OldestVersion))
        {
            _waiting.Dequeue();
            Rollout rollout = _sampler.Sample(request, _policy.Parameters, context.Random);
            rollout.Version = _policy.Version;
            _policy.Mark(rollout);
            _unscored[request.Request] = rollout;
            context.Occupy(TimeOf(rollout));
            context.Send(peers.RewardService, new ScoreAnswers(
                request.Request, request.FirstRow, rollout.Version, rollout.Contexts, rollout.Chosen));
            if (options.RewardTimeout is { } patience)
            {
                context.StartTimer(TimerKey(request.Request), new RewardMissed(request.Request), patience);
            }
        }
    }

    private TimeSpan TimeOf(Rollout rollout) => options.SurprisalTime == TimeSpan.Zero
        ? options.RequestTime
        : options.RequestTime
            + (Math.Min(rollout.LargestSurprisal(), RolloutOptions.SurprisalMax) * options.SurprisalTime);

    /// <summary>True for scores of answers that wait. Scores of answers that another life of this worker gave to the
    /// same request, with an older policy, belong to nobody; the same request and the same policy give the same
    /// answers.</summary>
    private bool IsAwaited(AnswersScored scored) =>
        _unscored.TryGetValue(scored.Request, out Rollout? rollout) && rollout.Version == scored.Version;

    private AnswersScored Default(RewardMissed missed, Rollout rollout)
    {
        float[] rewards = new float[rollout.Rows];
        rewards.AsSpan().Fill(options.RewardDefault);
        rollout.Mark(RowFriction.LateReward);
        return new AnswersScored(missed.Request, rollout.Version, rewards, new bool[rollout.Rows]);
    }

    private void Offer(AnswersScored scored, IActorContext context)
    {
        _unscored.Remove(scored.Request, out Rollout? rollout);
        for (int row = 0; row < rollout!.Rows; row++)
        {
            rollout.Frictions[row] |= scored.IsWrong.Span[row] ? RowFriction.WrongReward : RowFriction.None;
        }

        context.Send(peers.Learner, new TrajectoriesReady
        {
            Request = scored.Request,
            Rows = rollout.Rows,
            VersionAtStart = rollout.Version,
            VersionAtEnd = rollout.Version,
            StepMean = rollout.Version.Step,
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
