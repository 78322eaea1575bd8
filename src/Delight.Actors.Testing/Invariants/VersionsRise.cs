using Akka.Actor;
using Delight.Actors.Learners;
using Delight.Actors.ParameterServers;
using Delight.Actors.Rewards;
using Delight.Actors.Rollouts;
using Delight.Learning.Parameters;

namespace Delight.Actors.Testing.Invariants;

/// <summary>Versions never go back: a recovery begins a new term, updates make steps one by one, and nobody publishes,
/// pushes, receives or uses a version older than one before.</summary>
/// <remarks>
/// <para>What a worker uses shows in what it has scored. Pushes and receipts are in order from one incarnation of the
/// parameter server. What a crashed one sent may arrive behind the first policy of the next one.</para>
/// <para>Where links reorder messages, pushes and receipts may be out of order. A worker that starts anew may then
/// begin with an older policy than its life before used. Within a life it never goes back.</para>
/// <para>Between processes messages say nothing: what was sent over a connection that breaks may arrive after what went
/// over the next one.</para>
/// </remarks>
/// <param name="isOneProcess">False where workers run in processes of their own.</param>
public sealed class VersionsRise(bool isOneProcess = true) : Invariant
{
    private readonly Dictionary<(IActorRef From, IActorRef To), PolicyVersion> _pushed = [];
    private readonly Dictionary<(IActorRef From, IActorRef To), PolicyVersion> _received = [];
    private readonly Dictionary<IActorRef, PolicyVersion> _used = [];
    private readonly Dictionary<IActorRef, long> _lives = [];
    private bool _hasReordering;
    private PolicyVersion? _version;
    private PolicyVersion _published;

    /// <inheritdoc/>
    public override string Name => "versions-rise";

    /// <inheritdoc/>
    public override void Begin(ExploredState state) => _hasReordering = state.Limits.HasReordering;

    /// <inheritdoc/>
    public override void Started(PolicyVersion version)
    {
        PolicyVersion before = _version ?? version with { Term = version.Term - 1 };
        Require(
            version.Term == before.Term + 1 && version.Step <= before.Step,
            () => $"a life of the learner begins at version {version} after {before}; the term must rise by one, and "
                + "its step cannot be beyond that of the life before.");
        _version = version;
    }

    /// <inheritdoc/>
    public override void Trained(PolicyVersion version, in TrajectoryRows rows)
    {
        Require(
            version == _version || version == _version?.Next,
            () => $"an update made version {version} after {_version}; steps rise by one.");
        _version = version;
    }

    /// <inheritdoc/>
    public override void Published(PolicyVersion version)
    {
        Require(
            version == _version && version >= _published,
            () => $"version {version} was published after {_published}, while the learner is at {_version}; what is "
                + "published is the newest version.");
        _published = version;
    }

    /// <inheritdoc/>
    public override void Sent(IActorRef sender, IActorRef receiver, object message)
    {
        switch (message)
        {
            case var _ when !isOneProcess || sender.IsNobody():
                break; // or it was sent to a node that is down, and nobody knows by whom
            case PolicyPublished published when !_hasReordering:
                RequireRise(_pushed, (sender, receiver), published.Snapshot.Version, "was sent");
                break;
            case RequestWork work when (!_lives.TryGetValue(sender, out long life) || life < work.Life):
                _lives[sender] = work.Life;
                if (_hasReordering)
                {
                    _used.Remove(sender);
                }

                break;
            case ScoreAnswers asked:
                RequireRise(_used, sender, asked.Version, "is used by it");
                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    public override void Delivered(IActorRef sender, IActorRef receiver, object message)
    {
        if (message is PolicyPublished published && isOneProcess && !_hasReordering)
        {
            RequireRise(_received, (sender, receiver), published.Snapshot.Version, "was received");
        }
    }

    private void RequireRise<TKey>(
        Dictionary<TKey, PolicyVersion> newest, TKey who, PolicyVersion version, string what)
        where TKey : notnull
    {
        Require(
            !newest.TryGetValue(who, out PolicyVersion before) || version >= before,
            () => $"{who}: version {version} {what} after {newest[who]}; versions never go back.");
        newest[who] = version;
    }
}
