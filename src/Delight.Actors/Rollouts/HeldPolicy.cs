using Delight.Actors.Frictions;
using Delight.Actors.Running;
using Delight.Actors.Snapshots;
using Delight.Learning.Parameters;

namespace Delight.Actors.Rollouts;

/// <summary>The policy that a worker acts on: the newest snapshot it received, or an older one where its pool has ages,
/// in the number format of its hardware.</summary>
/// <param name="options">Of the pool: build, precision, age.</param>
/// <param name="layout">Of the parameters.</param>
/// <remarks>Holds a snapshot, or rounded weights of its own. With ages it holds a history of at most
/// <see cref="PolicyAge.StepsMax"/> + 2 snapshots of one term. Not thread-safe: owned by one worker.</remarks>
internal sealed class HeldPolicy(RolloutOptions options, ParameterLayout layout)
{
    private readonly float[] _rounded = new float[options.Precision == DecodingPrecision.Float32 ? 0 : layout.Length];
    private readonly List<PolicySnapshot> _history = [];
    private PolicySnapshot? _newest;
    private PolicySnapshot? _used;

    /// <summary>The version it acts on.</summary>
    public PolicyVersion Version => _used?.Version
        ?? throw new InvalidOperationException("no policy has come yet.");

    /// <summary>[layout.Length] what it decodes with.</summary>
    public ReadOnlySpan<float> Parameters => _rounded.Length > 0 ? _rounded : _used!.Parameters;

    /// <summary>The newest version that came, whether it was adopted or not; null before the first.</summary>
    public PolicyVersion? NewestHeard { get; private set; }

    /// <summary>How many snapshots it holds for rows that want an older one than the newest.</summary>
    internal int HistoryCount => _history.Count;

    /// <summary>True where a policy is there and not older; a frozen build does not look.</summary>
    public bool IsAtLeast(PolicyVersion oldest) => _newest is { } snapshot
        && (snapshot.Version >= oldest || options.Build == WorkerBuild.FrozenSnapshot);

    /// <summary>Takes a snapshot over where it is newer than the one held; a frozen build keeps its first
    /// one.</summary>
    public void Adopt(PolicySnapshot snapshot)
    {
        NewestHeard = NewestHeard is { } newest && newest > snapshot.Version ? newest : snapshot.Version;
        bool isWanted = _newest is null
            || (snapshot.Version > _newest.Version && options.Build != WorkerBuild.FrozenSnapshot);
        if (!isWanted)
        {
            return;
        }

        if (options.Age is { } age)
        {
            Remember(snapshot, age.StepsMax);
        }

        _newest = snapshot;
        if (options.Age is null)
        {
            Use(snapshot);
        }
    }

    /// <summary>Picks the policy for a request: the newest one, or by the age that the pool draws for it.</summary>
    /// <param name="firstRow">Number of the request's first row in the whole run.</param>
    /// <param name="random">Random streams of the run.</param>
    /// <remarks>Where no policy of the wanted step is there, the nearest older one answers; where none is older, the
    /// oldest.</remarks>
    public void PickFor(long firstRow, StreamSource random)
    {
        if (options.Age is { } age)
        {
            long step = age.StepFor(firstRow, random);
            int index = _history.FindLastIndex(snapshot => snapshot.Version.Step <= step);
            Use(_history[Math.Max(0, index)]);
        }
    }

    /// <summary>Says for the record that rows come from rounded weights.</summary>
    public void Mark(Rollout rollout)
    {
        if (_rounded.Length > 0)
        {
            rollout.Mark(RowFriction.RoundedWeights);
        }
    }

    /// <summary>A policy of an earlier term may be of a branch that is no more, so the history begins again with the
    /// term.</summary>
    private void Remember(PolicySnapshot snapshot, int stepsMax)
    {
        if (_newest is { } newest && newest.Version.Term != snapshot.Version.Term)
        {
            _history.Clear();
        }

        _history.Add(snapshot);
        int useless = _history.FindLastIndex(held => held.Version.Step <= snapshot.Version.Step - stepsMax);
        _history.RemoveRange(0, Math.Max(0, useless));
    }

    private void Use(PolicySnapshot snapshot)
    {
        if (_used == snapshot)
        {
            return;
        }

        _used = snapshot;
        if (_rounded.Length > 0)
        {
            Quantisation.Round(options.Precision, layout, snapshot.Parameters, _rounded);
        }
    }
}
