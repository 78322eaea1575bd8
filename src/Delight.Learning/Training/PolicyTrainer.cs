using System.Globalization;
using Delight.Determinism;
using Delight.Learning.Advantages;
using Delight.Learning.Diagnostics;
using Delight.Learning.Estimators;
using Delight.Learning.Kernels;
using Delight.Learning.Optimisers;
using Delight.Learning.Policies;
using Delight.Learning.Tasks;

namespace Delight.Learning.Training;

/// <summary>One learner's arithmetic: batch → logits → advantages → coefficients → gradient → optimiser step.</summary>
/// <remarks>
/// <para>Owns the parameters. The same batches in the same order give the same bits on every machine. A step allocates
/// nothing in its steady state. Not thread-safe.</para>
/// </remarks>
public sealed class PolicyTrainer : IDisposable
{
    private readonly TrainerParts _parts;
    private readonly IAdvantage _advantage;
    private readonly GroupSelection _groups;
    private readonly IPolicyPass _pass;
    private readonly Adam _adam;
    private readonly DenseGroups _groupsByKey = new();
    private readonly float[] _parameters;
    private readonly float[] _gradient;
    private readonly BatchScratch _scratch;
    private readonly RowEffect[] _effects;
    private readonly Minibatches? _minibatches;
    private int _rows;
    private int _ascents;
    private ExactGradient? _exact;

    /// <summary>Draws the initial parameters and allocates for the largest batch.</summary>
    public PolicyTrainer(TrainerParts parts)
    {
        _parts = parts;
        _advantage = parts.Estimator.OwnAdvantage ?? parts.Advantage;
        _groups = new GroupSelection(parts.GroupTolerance);
        IPolicy policy = parts.Policy;
        _pass = policy.CreatePass(parts.RowsMax, parts.Executor);
        _parameters = new float[policy.Layout.Length];
        _gradient = new float[policy.Layout.Length];
        _adam = new Adam(policy.Layout.Length, parts.Adam);
        _scratch = new BatchScratch(parts.RowsMax, policy.Shape);
        _effects = new RowEffect[parts.RowsMax];
        ArgumentOutOfRangeException.ThrowIfLessThan(parts.Passes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(parts.MinibatchRows ?? 1, 1);
        int minibatchRows = Math.Min(parts.MinibatchRows ?? parts.RowsMax, parts.RowsMax);
        _minibatches = parts.Passes > 1 || minibatchRows < parts.RowsMax
            ? new Minibatches(minibatchRows, parts.RowsMax, policy.Shape, parts.Task.ContextBytes)
            : null;
        RandomStream random = RandomStream.Derive(parts.Seed, "initial-parameters");
        policy.Initialise(ref random, _parameters);
    }

    /// <summary>[Layout.Length] the parameters now; changed in place by <see cref="Step"/>.</summary>
    public ReadOnlySpan<float> Parameters => _parameters;

    /// <summary>[Layout.Length] the gradient of the last step, after clipping.</summary>
    public ReadOnlySpan<float> Gradient => _gradient;

    /// <summary>[B] what the last step made of each row of its batch; overwritten by the next.</summary>
    public ReadOnlySpan<RowEffect> Effects => (_minibatches is null ? _effects : _minibatches.Effects)[.._rows];

    /// <summary>Updates taken, each of one or several optimiser steps.</summary>
    public long Steps { get; private set; }

    /// <summary>Takes one update on a batch: one optimiser step, or one for each minibatch of each pass. A step whose
    /// groups are all left out changes nothing.</summary>
    /// <param name="batch">At least one row with an unmasked decision, at most <see cref="TrainerParts.RowsMax"/>
    /// rows.</param>
    /// <param name="measuresCosines">True to compare the gradient with the exact ones, which costs two backward passes
    /// and changes nothing else; needs a task with <see cref="IExactRewards"/>.</param>
    /// <exception cref="ArgumentException">The batch has nothing to learn from, or too many rows.</exception>
    /// <exception cref="TrainingDivergedException">The objective or the gradient is not finite; nothing was
    /// changed.</exception>
    /// <exception cref="InvalidOperationException">Cosines are asked for, and the task does not know its expected
    /// rewards.</exception>
    public UpdateStatistics Step(TrainingBatch batch, bool measuresCosines = false)
    {
        Shape.RequireAtLeast(nameof(TrainerParts.RowsMax), _parts.RowsMax, batch.Rows, "rows of this batch");
        _ascents = 0;
        UpdateStatistics update = _minibatches is null
            ? Ascend(batch, measuresCosines)
            : AscendInParts(_minibatches, batch, measuresCosines);
        _rows = batch.Rows;
        Steps++;
        return update;
    }

    /// <summary>Copies what the next update depends on.</summary>
    public TrainerState Capture() => new()
    {
        Steps = Steps,
        Parameters = [.. _parameters],
        FirstMoment = _adam.FirstMoment.ToArray(),
        SecondMoment = _adam.SecondMoment.ToArray(),
        DecayPowers = _adam.DecayPowers,
    };

    /// <summary>Goes on from a state: the next update has the same bits as the one after
    /// <see cref="Capture"/>.</summary>
    /// <param name="state">Of a trainer with the same parts; copied.</param>
    /// <exception cref="ArgumentException">A length differs.</exception>
    public void Restore(TrainerState state)
    {
        Shape.RequireLength(
            nameof(state), state.Parameters.Length, _parameters.Length, "[Layout.Length] of the policy");
        _adam.Restore(state.FirstMoment, state.SecondMoment, state.DecayPowers);
        state.Parameters.CopyTo(_parameters, 0);
        Steps = state.Steps;
    }

    /// <inheritdoc/>
    public void Dispose() => _pass.Dispose();

    // A method of its own: its closure would cost every plain step an allocation.
    private UpdateStatistics AscendInParts(Minibatches minibatches, TrainingBatch batch, bool measuresCosines) =>
        minibatches.Run(
            batch, _parts.Passes,
            pass => RandomStream.Derive(_parts.Seed, "minibatches", (Steps * _parts.Passes) + pass),
            (TrainingBatch part, out ReadOnlySpan<RowEffect> effects) =>
            {
                UpdateStatistics step = Ascend(part, measuresCosines && _ascents == 0);
                effects = _effects;
                return step;
            });

    /// <summary>Takes one optimiser step.</summary>
    private UpdateStatistics Ascend(TrainingBatch batch, bool measuresCosines)
    {
        BatchScratch.View view = _scratch.Of(batch.Rows);
        Forward(batch, view);
        int groupCount = _groupsByKey.Map(batch.GroupKeys, view.Groups);
        RowSelection selection = Select(batch, groupCount, view);
        DecisionBatch decisions = Decide(batch, groupCount, view);
        bool teaches = selection.KeptRows > 0;
        double objective = teaches ? _parts.Estimator.Compute(decisions, view.Coefficients) : 0;
        int rowsBackward = Backward(decisions, view);
        double norm = Math.Sqrt(SquaredNorm.Forward(_gradient));
        if (!double.IsFinite(norm) || !double.IsFinite(objective))
        {
            string what = string.Create(
                CultureInfo.InvariantCulture, $"the objective is {objective}, the gradient's norm {norm}");
            throw new TrainingDivergedException(Steps, what, DivergedBatch.Of(_parts, batch, view));
        }

        UpdateCosines? cosines = measuresCosines ? Compare(batch, view) : null;
        if (teaches)
        {
            Clip(norm);
            _adam.Step(_parameters, _gradient, _parts.LearningRate.At(Steps));
        }

        _ascents++;
        return new UpdateStatistics
        {
            Rows = batch.Rows,
            RowsBackward = rowsBackward,
            RewardMean = batch.RewardMean,
            Objective = objective,
            GradientNorm = norm,
            Entropy = DecisionEntropy.Mean(view.Probabilities, _parts.Policy.Shape.Actions, view.Mask),
            Selection = selection,
            UninformativeRows = _advantage.UninformativeRows,
            Drift = BehaviourDrift.Of(decisions),
            Successes = GateStatistics.OfSuccesses(decisions, view.Coefficients),
            Failures = GateStatistics.OfFailures(decisions, view.Coefficients),
            Cosines = cosines,
        };
    }

    private void Forward(TrainingBatch batch, in BatchScratch.View view)
    {
        PolicyShape shape = _parts.Policy.Shape;
        int contextBytes = _parts.Task.ContextBytes;
        batch.Chosen.CopyTo(view.Chosen);
        for (int row = 0; row < batch.Rows; row++)
        {
            ReadOnlySpan<byte> context = batch.Contexts.Slice(row * contextBytes, contextBytes);
            _parts.Task.Encode(context, view.Inputs.Slice(row * shape.InputBytes, shape.InputBytes));
            if (_parts.Estimator.NeedsAnswers)
            {
                _parts.Task.WriteAnswer(context, view.Chosen.Slice(row * shape.Decisions, shape.Decisions));
            }
        }

        _pass.Forward(_parameters, view.Inputs, view.Chosen, batch.Rows, view.Logits);
        LogSoftmax.Forward(view.Logits, shape.Actions, view.Chosen, view.LogProbs, view.Probabilities);
    }

    /// <summary>Masks what is not learned from. Where nothing would be left, no row is kept: the masks stay, so that
    /// there is something to measure, and all coefficients are 0.</summary>
    private RowSelection Select(TrainingBatch batch, int groupCount, in BatchScratch.View view)
    {
        batch.Mask.CopyTo(view.Mask);
        RowSelection selection = _groups.Apply(batch.Rewards, view.Groups, groupCount, view.Mask);
        if (selection.DroppedRows > 0 && !view.Mask.ContainsAnyExcept((byte)0))
        {
            batch.Mask.CopyTo(view.Mask);
            view.Coefficients.Clear();
            return new RowSelection(
                batch.Rows, selection.DroppedRewardSum + selection.KeptRewardSum, KeptRows: 0, KeptRewardSum: 0);
        }

        return selection;
    }

    private DecisionBatch Decide(TrainingBatch batch, int groupCount, in BatchScratch.View view)
    {
        PolicyShape shape = _parts.Policy.Shape;
        for (int row = 0; _advantage.NeedsConfidences && row < batch.Rows; row++)
        {
            int first = row * shape.Decisions * shape.Actions;
            view.Confidences[row] = LogSoftmax.Confidence(view.Probabilities.Slice(first, shape.Actions));
        }

        RewardBatch rewards = new()
        {
            Rewards = batch.Rewards, Groups = view.Groups, GroupCount = groupCount, Confidences = view.Confidences,
        };
        _advantage.Compute(rewards, view.Advantages);
        DecisionBatch decisions = new()
        {
            Rows = batch.Rows,
            Decisions = shape.Decisions,
            LogProbs = view.LogProbs,
            BehaviourLogProbs = batch.BehaviourLogProbs,
            Mask = view.Mask,
            Advantages = view.Advantages,
            Rewards = batch.Rewards,
            Groups = view.Groups,
            GroupCount = groupCount,
            Count = view.Mask.Length - view.Mask.Count((byte)0),
            DrawKey = DrawKey(),
        };
        decisions.Validate();
        return decisions;
    }

    /// <summary>Of the first step of an update by seed and update alone, as where there is one.</summary>
    private ulong DrawKey()
    {
        ulong key = StableHash.Add(StableHash.Add(StableHash.Start, _parts.Seed), (ulong)Steps);
        return StableHash.Finish(_ascents == 0 ? key : StableHash.Add(key, (ulong)_ascents));
    }

    private int Backward(in DecisionBatch decisions, in BatchScratch.View view)
    {
        PolicyShape shape = _parts.Policy.Shape;
        int cells = shape.Decisions, logits = cells * shape.Actions, kept = 0;
        for (int row = 0; row < view.Rows; row++)
        {
            ReadOnlySpan<float> coefficients = view.Coefficients.Slice(row * cells, cells);
            Span<float> dLogits = [];
            if (coefficients.ContainsAnyExcept(0f))
            {
                dLogits = view.DLogits.Slice(kept * logits, logits);
                LogSoftmax.Backward(
                    view.Probabilities.Slice(row * logits, logits), shape.Actions,
                    view.Chosen.Slice(row * cells, cells), coefficients, dLogits);
                view.RowsKept[kept++] = row;
            }

            _effects[row] = RowEffect.Of(decisions, row, coefficients, dLogits);
        }

        Array.Clear(_gradient);
        _pass.Backward(_parameters, view.RowsKept[..kept], view.DLogits[..(kept * logits)], _gradient);
        return kept;
    }

    private UpdateCosines Compare(TrainingBatch batch, in BatchScratch.View view)
    {
        _exact ??= _parts.Task is IExactRewards { Shape.Decisions: 1 } task
            ? new ExactGradient(task, _parts.Policy, _parts.RowsMax)
            : throw new InvalidOperationException(
                $"{_parts.Task.GetType().Name} does not know its expected rewards; implement {nameof(IExactRewards)}.");
        return _exact.Measure(_pass, _parameters, batch, view.Probabilities, _gradient);
    }

    private void Clip(double norm)
    {
        if (norm > _parts.GradientNormMax)
        {
            float scale = (float)(_parts.GradientNormMax / norm);
            foreach (ref float slope in _gradient.AsSpan())
            {
                slope *= scale;
            }
        }
    }
}
