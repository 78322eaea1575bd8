using Delight.Actors.Frictions;
using Delight.Actors.Snapshots;
using Delight.Learning.Parameters;

namespace Delight.Actors.Rollouts;

/// <summary>The policy that a worker acts on: the newest snapshot it received, in the number format of its
/// hardware.</summary>
/// <param name="options">Of the pool: build and precision.</param>
/// <param name="layout">Of the parameters.</param>
/// <remarks>Holds a snapshot, or rounded weights of its own. Not thread-safe: owned by one worker.</remarks>
internal sealed class HeldPolicy(RolloutOptions options, ParameterLayout layout)
{
    private readonly float[] _rounded = new float[options.Precision == DecodingPrecision.Float32 ? 0 : layout.Length];
    private PolicySnapshot? _snapshot;

    /// <summary>The version it acts on.</summary>
    public PolicyVersion Version => _snapshot?.Version
        ?? throw new InvalidOperationException("no policy has come yet.");

    /// <summary>[layout.Length] what it decodes with.</summary>
    public ReadOnlySpan<float> Parameters => _rounded.Length > 0 ? _rounded : _snapshot!.Parameters;

    /// <summary>The newest version that came, whether it was adopted or not; null before the first.</summary>
    public PolicyVersion? NewestHeard { get; private set; }

    /// <summary>True where a policy is there and not older; a frozen build does not look.</summary>
    public bool IsAtLeast(PolicyVersion oldest) => _snapshot is { } snapshot
        && (snapshot.Version >= oldest || options.Build == WorkerBuild.FrozenSnapshot);

    /// <summary>Takes a snapshot over where it is newer than the one held; a frozen build keeps its first
    /// one.</summary>
    public void Adopt(PolicySnapshot snapshot)
    {
        NewestHeard = NewestHeard is { } newest && newest > snapshot.Version ? newest : snapshot.Version;
        bool isWanted = _snapshot is null
            || (snapshot.Version > _snapshot.Version && options.Build != WorkerBuild.FrozenSnapshot);
        if (!isWanted)
        {
            return;
        }

        _snapshot = snapshot;
        if (_rounded.Length > 0)
        {
            Quantisation.Round(options.Precision, layout, snapshot.Parameters, _rounded);
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
}
