using System.Globalization;
using Akka.Actor;
using Delight.Actors.Frictions;
using Delight.Actors.Messages;
using Delight.Actors.ParameterServers;
using Delight.Actors.Rewards;
using Delight.Simulation;

namespace Delight.Actors.Rollouts;

/// <summary>Generates answers with whatever policy it last received, has them scored, and sends them to the
/// learner.</summary>
/// <remarks>
/// <para>In: <see cref="PolicyPublished"/>, <see cref="GenerateRollouts"/>, <see cref="AnswersScored"/>,
/// <see cref="RewardMissed"/>, <see cref="GrowAnswer"/> and <see cref="ShowLife"/> from itself. Out:
/// <see cref="RequestWork"/> and <see cref="TrajectoriesReady"/> to the learner, <see cref="ScoreAnswers"/> to the
/// reward service, <see cref="SubscribeToPolicy"/> and <see cref="PolicyReceived"/> to the parameter server.</para>
/// <para>State: one policy, a history of them where the pool has a <see cref="RolloutOptions.Age"/>, and at most
/// <see cref="RolloutOptions.RequestsInFlight"/> requests of one term.</para>
/// <para>Time: busy for <see cref="RolloutOptions.RequestTime"/> a request, and longer for surprising answers where
/// <see cref="RolloutOptions.SurprisalTime"/> says so; a timer a request where rewards may be missed, and one for signs
/// of life. Order: any; an older snapshot never replaces a newer one, a grant of an earlier
/// term is ignored.</para>
/// <para>Restart: forgets its requests, whose credit the learner takes back, and its policy; subscribes and asks again
/// in a new life.</para>
/// </remarks>
public sealed class RolloutWorker(RolloutPeers peers, RolloutOptions options, RolloutParts parts)
    : UntypedActor, IWithTimers
{
    private const string LifeKey = "life";

    private readonly Queue<GenerateRollouts> _waiting = new();
    private readonly SortedDictionary<RequestId, Rollout> _unscored = [];
    private readonly RolloutSampler _sampler = parts.CreateSampler();
    private readonly HeldPolicy _policy = new(options, parts.Layout);
    private (GenerateRollouts Request, Rollout Rollout)? _growing;
    private long _life;
    private int _term;

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _life = parts.Clock.Elapsed.Ticks;
        Announce();
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case PolicyPublished published:
                Adopt(published);
                break;
            case GenerateRollouts request:
                Accept(request);
                break;
            case AnswersScored scored when IsAwaited(scored):
                Timers.Cancel(TimerKey(scored.Request));
                Offer(scored);
                break;
            case RewardMissed missed when _unscored.TryGetValue(missed.Request, out Rollout? rollout):
                Offer(Default(missed, rollout));
                break;
            case GrowAnswer grow when _growing?.Request.Request == grow.Request:
                Grow(grow);
                break;
            case GrowAnswer:
                break; // of a request that was forgotten with its term
            case ShowLife:
                Announce();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void PostStop() => _sampler.Dispose();

    private static string TimerKey(RequestId request) =>
        string.Create(CultureInfo.InvariantCulture, $"reward-{request}");

    private void Announce()
    {
        peers.ParameterServer.Tell(new SubscribeToPolicy(_policy.NewestHeard), Self);
        peers.Learner.Tell(new RequestWork(options.RequestsInFlight, options.RowsPerRequest, _life), Self);
        if (options.SignOfLifeEvery is { } pause)
        {
            Timers.StartSingleTimer(LifeKey, new ShowLife(), pause);
        }
    }

    private void Adopt(PolicyPublished published)
    {
        int term = published.Snapshot.Version.Term;
        _policy.Adopt(published.Snapshot);
        if (published.WantsReceipt)
        {
            Sender.Tell(new PolicyReceived(published.Snapshot.Version), Self);
        }

        if (term > _term)
        {
            // The learner has recovered and knows nobody.
            BeginTerm(term);
            Announce();
        }

        GenerateAllowed();
    }

    private void Accept(GenerateRollouts request)
    {
        if (request.Request.Term < _term)
        {
            return; // from a learner that is no more
        }

        if (request.Request.Term > _term)
        {
            BeginTerm(request.Request.Term);
        }

        int held = _waiting.Count + _unscored.Count + (_growing is null ? 0 : 1);
        if (_unscored.Count > 0 && held >= options.RequestsInFlight)
        {
            // Nobody is granted more than he has slots: the learner has given up the oldest request.
            Forget(_unscored.Keys.First());
        }

        _waiting.Enqueue(request);
        GenerateAllowed();
    }

    private void BeginTerm(int term)
    {
        _term = term;
        _waiting.Clear();
        _growing = null;
        while (_unscored.Count > 0)
        {
            Forget(_unscored.Keys.First());
        }
    }

    private void Forget(RequestId request)
    {
        _unscored.Remove(request);
        Timers.Cancel(TimerKey(request));
    }

    private void GenerateAllowed()
    {
        while (_growing is null
            && _waiting.TryPeek(out GenerateRollouts? request) && _policy.IsAtLeast(request.OldestVersion))
        {
            _waiting.Dequeue();
            if (options.UpdatesInFlight)
            {
                _growing = (request, _sampler.Begin(request, parts.Random));
                Grow(new GrowAnswer(request.Request, Decision: 0));
                continue;
            }

            _policy.PickFor(request.FirstRow, parts.Random);
            Rollout rollout = _sampler.Sample(request, _policy.Parameters, parts.Random);
            rollout.ChosenBy(_policy.Version, first: 0, DecisionsOf(rollout));
            Context.Work(TimeOf(rollout));
            AskForRewards(request, rollout);
        }
    }

    /// <summary>Makes one decision of every row; what comes meanwhile is handled before the next.</summary>
    private void Grow(GrowAnswer grow)
    {
        (GenerateRollouts request, Rollout rollout) = _growing!.Value;
        int decisions = DecisionsOf(rollout);
        _sampler.Decide(rollout, _policy.Parameters, grow.Decision);
        rollout.ChosenBy(_policy.Version, grow.Decision, count: 1);
        Context.Work(options.RequestTime / decisions);
        if (grow.Decision + 1 < decisions)
        {
            Self.Tell(grow with { Decision = grow.Decision + 1 }, Self);
            return;
        }

        _sampler.End(rollout, _policy.Parameters);
        _growing = null;
        AskForRewards(request, rollout);
        GenerateAllowed();
    }

    private void AskForRewards(GenerateRollouts request, Rollout rollout)
    {
        _policy.Mark(rollout);
        _unscored[request.Request] = rollout;
        ScoreAnswers asked = new(
            request.Request, request.FirstRow, rollout.VersionAtEnd, rollout.Contexts, rollout.Chosen);
        peers.RewardService.Tell(asked, Self);
        if (options.RewardTimeout is { } patience)
        {
            Timers.StartSingleTimer(TimerKey(request.Request), new RewardMissed(request.Request), patience);
        }
    }

    private static int DecisionsOf(Rollout rollout) => rollout.Chosen.Length / rollout.Rows;

    private TimeSpan TimeOf(Rollout rollout) => options.SurprisalTime == TimeSpan.Zero
        ? options.RequestTime
        : options.RequestTime
            + (Math.Min(rollout.LargestSurprisal(), RolloutOptions.SurprisalMax) * options.SurprisalTime);

    /// <summary>True for scores of answers that wait. Scores of answers that another life of this worker gave to the
    /// same request, with an older policy, belong to nobody; the same request and the same policy give the same
    /// answers.</summary>
    private bool IsAwaited(AnswersScored scored) =>
        _unscored.TryGetValue(scored.Request, out Rollout? rollout) && rollout.VersionAtEnd == scored.Version;

    private AnswersScored Default(RewardMissed missed, Rollout rollout)
    {
        float[] rewards = new float[rollout.Rows];
        rewards.AsSpan().Fill(options.RewardDefault);
        rollout.Mark(RowFriction.LateReward);
        return new AnswersScored(missed.Request, rollout.VersionAtEnd, rewards, new bool[rollout.Rows]);
    }

    private void Offer(AnswersScored scored)
    {
        _unscored.Remove(scored.Request, out Rollout? rollout);
        for (int row = 0; row < rollout!.Rows; row++)
        {
            rollout.Frictions[row] |= scored.IsWrong.Span[row] ? RowFriction.WrongReward : RowFriction.None;
        }

        TrajectoriesReady ready = new()
        {
            Request = scored.Request,
            Rows = rollout.Rows,
            VersionAtStart = rollout.VersionAtStart,
            VersionAtEnd = rollout.VersionAtEnd,
            StepMean = rollout.StepMean,
            Contexts = rollout.Contexts,
            Chosen = rollout.Chosen,
            BehaviourLogProbs = rollout.BehaviourLogProbs,
            Mask = rollout.Mask,
            Rewards = scored.Rewards,
            GroupKeys = rollout.GroupKeys,
            Frictions = rollout.Frictions,
        };
        peers.Learner.Tell(ready, Self);
    }
}
