using System.Diagnostics.CodeAnalysis;
using Delight.Actors.ParameterServers;
using Delight.Actors.Port;
using Delight.Actors.Rewards;
using Delight.Actors.Snapshots;
using Delight.Learning.Determinism;

namespace Delight.Actors.Rollouts;

/// <summary>Generates answers with whatever policy it last received, has them scored, and sends them to the
/// learner.</summary>
/// <remarks>
/// <para>In: <see cref="PolicyPublished"/>, <see cref="GenerateRollouts"/>, <see cref="AnswersScored"/>. Out:
/// <see cref="RequestWork"/> and <see cref="TrajectoriesReady"/> to the learner, <see cref="ScoreAnswers"/> to the
/// reward service, <see cref="SubscribeToPolicy"/> to the parameter server.</para>
/// <para>State: one snapshot, and at most <see cref="RolloutOptions.RequestsInFlight"/> requests.</para>
/// <para>Time: busy for <see cref="RolloutOptions.RequestTime"/> a request. Order: any; an older snapshot never
/// replaces a newer one.</para>
/// <para>Restart: forgets its requests, whose credit the learner takes back, and its snapshot; subscribes and asks
/// again.</para>
/// </remarks>
public sealed class RolloutWorker(RolloutPeers peers, RolloutOptions options, Func<RolloutSampler> createSampler)
    : IActor
{
    private readonly Queue<GenerateRollouts> _waiting = new();
    private readonly Dictionary<long, Rollout> _unscored = [];
    private readonly RolloutSampler _sampler = createSampler();
    private PolicySnapshot? _snapshot;

    /// <inheritdoc/>
    public void PreStart(IActorContext context)
    {
        context.Send(peers.ParameterServer, new SubscribeToPolicy());
        context.Send(
            peers.Learner, new RequestWork(
                options.RequestsInFlight, options.RowsPerRequest, options.SamplesPerContext));
    }

    /// <inheritdoc/>
    public void Receive(object message, IActorContext context)
    {
        switch (message)
        {
            case PolicyPublished published:
                Adopt(published.Snapshot);
                GenerateAllowed(context);
                break;
            case GenerateRollouts request:
                _waiting.Enqueue(request);
                GenerateAllowed(context);
                break;
            case AnswersScored scored when TryMatch(scored, out Rollout? rollout):
                context.Send(peers.Learner, Offer(scored, rollout));
                break;
            default:
                context.Unhandled(message);
                break;
        }
    }

    /// <inheritdoc/>
    public void PostStop(IActorContext context)
    {
        _snapshot?.Release();
        _snapshot = null;
        _sampler.Dispose();
    }

    private void Adopt(PolicySnapshot snapshot)
    {
        if (_snapshot is null || snapshot.Version > _snapshot.Version)
        {
            snapshot.Retain();
            _snapshot?.Release();
            _snapshot = snapshot;
        }
    }

    private void GenerateAllowed(IActorContext context)
    {
        while (_snapshot is { } snapshot && _waiting.TryPeek(out GenerateRollouts? request)
            && snapshot.Version >= request.OldestVersion)
        {
            _waiting.Dequeue();
            RandomStream contexts = context.Random("contexts", request.RequestIndex);
            RandomStream actions = context.Random("actions", request.RequestIndex);
            Rollout rollout = _sampler.Sample(request, snapshot.Parameters, ref contexts, ref actions);
            rollout.Version = snapshot.Version;
            _unscored[request.RequestIndex] = rollout;
            context.Occupy(options.RequestTime);
            context.Send(peers.RewardService, new ScoreAnswers(
                request.RequestIndex, rollout.Version, rollout.Rows, rollout.Contexts, rollout.Chosen));
        }
    }

    /// <summary>Finds the answers that were scored. Scores of answers that another life of this worker gave to the same
    /// request, with an older policy, belong to nobody; the same request and the same policy give the same
    /// answers.</summary>
    private bool TryMatch(AnswersScored scored, [NotNullWhen(true)] out Rollout? rollout) =>
        _unscored.TryGetValue(scored.RequestIndex, out rollout) && rollout.Version == scored.Version
        && _unscored.Remove(scored.RequestIndex);

    private static TrajectoriesReady Offer(AnswersScored scored, Rollout rollout) => new()
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
    };
}
