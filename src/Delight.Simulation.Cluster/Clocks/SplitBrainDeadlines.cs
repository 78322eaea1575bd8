using System.Reflection;
using Akka.Actor;
using Akka.Cluster.SBR;
using Akka.Remote;

namespace Delight.Simulation.Cluster.Clocks;

/// <summary>The split-brain resolver: when the membership was last stable, and since when reachability
/// changes.</summary>
internal sealed class SplitBrainDeadlines : IDeadlines
{
    private readonly KeptDeadlines _stable;
    private readonly FieldInfo _stats;
    private readonly FieldInfo _firstField;
    private readonly FieldInfo _latestField;
    private readonly FieldInfo _countField;
    private readonly TimeSpan _stableAfter;
    private readonly TimeSpan _unstableAfter;
    private object? _seen;
    private long _first;
    private long _latest;

    public SplitBrainDeadlines(ActorCell cell)
    {
        SplitBrainResolverSettings settings = new(cell.System.Settings.Config);
        Type type = cell.Props.Type;
        FieldInfo stable = Reflected.Field(type, "_stableDeadline");
        FieldInfo release = Reflected.Field(type, "_releaseLeaseCondition");
        TimeSpan lease = cell.System.Settings.Config.GetTimeSpan(
            "akka.cluster.split-brain-resolver.lease-majority.release-after");
        _stableAfter = settings.DowningStableAfter;
        _unstableAfter = settings.DownAllWhenUnstable;
        _stable = new KeptDeadlines(actor =>
            [((Deadline?)stable.GetValue(actor), _stableAfter), (ReleaseIn(release.GetValue(actor)!), lease)]);
        _stats = Reflected.Field(type, "_reachabilityChangedStats");
        _firstField = Reflected.Field(_stats.FieldType, "<FirstChangeTimestamp>k__BackingField");
        _latestField = Reflected.Field(_stats.FieldType, "<LatestChangeTimestamp>k__BackingField");
        _countField = Reflected.Field(_stats.FieldType, "<ChangeCount>k__BackingField");
    }

    private static Deadline? ReleaseIn(object condition) => condition.GetType().Name == "WhenTimeElapsed"
        ? (Deadline?)Reflected.Property(condition, "Deadline")
        : null;

    /// <inheritdoc/>
    public void Before(ActorBase actor, long now)
    {
        _stable.Before(actor, now);
        if (_seen is null)
        {
            return;
        }

        // What the resolver compares with: a bound since the first change, or one since the latest change.
        bool isUnstable = now - _first > (_stableAfter + _unstableAfter).Ticks;
        bool isQuiet = now - _latest > (2 * _stableAfter).Ticks;
        _firstField.SetValue(_seen, isUnstable ? DateTime.MinValue : DateTime.MaxValue);
        _latestField.SetValue(_seen, isQuiet ? DateTime.MinValue : DateTime.MaxValue);
    }

    /// <inheritdoc/>
    public void After(ActorBase actor, object? message, long now)
    {
        _stable.After(actor, message, now);
        object stats = _stats.GetValue(actor)!;
        if (!ReferenceEquals(stats, _seen))
        {
            bool isFirst = (long)_countField.GetValue(stats)! <= 1;
            (_seen, _first, _latest) = (stats, isFirst ? now : _first, now);
        }
    }
}
