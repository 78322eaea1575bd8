using Delight.Actors.Learners;
using Delight.Learning.Parameters;
using Delight.Simulation;

namespace Delight.Actors.Testing.Invariants;

/// <summary>Once the faults are over, updates follow each other within <see cref="RunLimits.Patience"/>, and the run
/// ends.</summary>
/// <remarks>After the last update the run has that patience and two attempts at the final evaluation, of two minutes
/// each. Where faults recur without end only the end is required.</remarks>
public sealed class TrainingGetsOn : Invariant
{
    private static readonly TimeSpan EvaluationTime = TimeSpan.FromMinutes(4);

    private PolicyVersion _version;
    private TimeSpan _movedAt;
    private bool _moved;

    /// <inheritdoc/>
    public override string Name => "training-gets-on";

    /// <inheritdoc/>
    public override void Started(PolicyVersion version) => (_version, _moved) = (version, true);

    /// <inheritdoc/>
    public override void Trained(PolicyVersion version, in TrajectoryRows rows) =>
        (_version, _moved) = (version, true);

    /// <inheritdoc/>
    public override void AfterEvent(ExploredState state)
    {
        if (_moved)
        {
            (_movedAt, _moved) = (state.Elapsed, false);
            return;
        }

        RunLimits limits = state.Limits;
        if (limits.FaultsEnd == TimeSpan.MaxValue)
        {
            return;
        }

        bool isTrained = _version.Step >= state.Plan.Learner.Steps;
        TimeSpan from = _movedAt > limits.FaultsEnd ? _movedAt : limits.FaultsEnd;
        TimeSpan until = from + limits.Patience + (isTrained ? EvaluationTime : TimeSpan.Zero);
        Require(
            state.Elapsed <= until,
            () => $"version {_version} came after {DurationWords.Of(_movedAt)}, the last fault was over after "
                + $"{DurationWords.Of(limits.FaultsEnd)}, and nothing moved in {DurationWords.Of(state.Elapsed)}; "
                + $"{(isTrained ? "the end" : "the next update")} was due within {DurationWords.Of(until - from)}.");
    }
}
