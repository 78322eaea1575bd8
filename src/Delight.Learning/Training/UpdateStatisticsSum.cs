using Delight.Learning.Diagnostics;

namespace Delight.Learning.Training;

/// <summary>Adds up the statistics of the optimiser steps of one update.</summary>
/// <remarks>Means are over steps, those of gates over decisions. What describes the rows, and not the policy, is of the
/// first pass.</remarks>
internal sealed class UpdateStatisticsSum
{
    private readonly List<UpdateStatistics> _steps = [];
    private readonly List<UpdateStatistics> _firstPass = [];

    /// <summary>Adds a step.</summary>
    public void Add(in UpdateStatistics step, bool isFirstPass)
    {
        _steps.Add(step);
        if (isFirstPass)
        {
            _firstPass.Add(step);
        }
    }

    /// <summary>Of the whole update; at least one step was added.</summary>
    public UpdateStatistics Mean() => new()
    {
        Rows = _steps.Sum(step => step.Rows),
        RowsBackward = _steps.Sum(step => step.RowsBackward),
        RewardMean = _firstPass.Sum(step => step.RewardMean * step.Rows) / _firstPass.Sum(step => step.Rows),
        Objective = _steps.Average(step => step.Objective),
        GradientNorm = _steps.Average(step => step.GradientNorm),
        Entropy = _steps.Average(step => step.Entropy),
        Selection = new RowSelection(
            _firstPass.Sum(step => step.Selection.DroppedRows), _firstPass.Sum(step => step.Selection.DroppedRewardSum),
            _firstPass.Sum(step => step.Selection.KeptRows), _firstPass.Sum(step => step.Selection.KeptRewardSum)),
        UninformativeRows = _firstPass.Sum(step => step.UninformativeRows),
        Drift = new BehaviourDrift(
            _steps.Average(step => step.Drift.EffectiveSampleShare), _steps.Average(step => step.Drift.Divergence),
            _steps.Sum(step => step.Drift.ClampedRatios)),
        Successes = MeanOf(step => step.Successes),
        Failures = MeanOf(step => step.Failures),
        Cosines = _steps.LastOrDefault(step => step.Cosines is not null).Cosines,
    };

    private GateStatistics MeanOf(Func<UpdateStatistics, GateStatistics> side)
    {
        double share = _steps.Sum(step => side(step).Share);
        return share == 0 ? default : new GateStatistics(
            share / _steps.Count, _steps.Sum(step => side(step).Share * side(step).WeightMean) / share,
            _steps.Sum(step => side(step).Share * side(step).SurprisalMean) / share);
    }
}
