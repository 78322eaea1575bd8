using Delight.Learning.Advantages;
using Delight.Learning.Diagnostics;
using Delight.Learning.Estimators;
using Delight.Learning.Kernels;

namespace Delight.Learning.Inspection;

/// <summary>What one estimator does with one batch, decision by decision. Dims: B rows, T decisions, A
/// actions.</summary>
public sealed class BatchInspection
{
    private BatchInspection()
    {
    }

    /// <summary>The objective.</summary>
    public required double Objective { get; init; }

    /// <summary>[B, T] row-major, 0 where masked. For an oracle they belong to the right answers.</summary>
    public required IReadOnlyList<float> Coefficients { get; init; }

    /// <summary>[B, T, A] row-major, 0 where masked: <c>c · (onehot(a) − π)</c>.</summary>
    public required IReadOnlyList<float> DLogits { get; init; }

    /// <summary>[N] the unmasked decisions in order.</summary>
    public required IReadOnlyList<InspectedDecision> Decisions { get; init; }

    /// <summary>Rows whose advantage is 0 because their group has one row or equal
    /// rewards.</summary>
    public required int UninformativeRows { get; init; }

    /// <summary>Number of unmasked decisions whose l − u is clamped to ±60.</summary>
    public required int ClampedRatios { get; init; }

    /// <summary>Computes all of it. The same batch, estimator and key give the same bits.</summary>
    /// <param name="batch">As <see cref="BatchFile"/> reads it.</param>
    /// <param name="estimator">Any.</param>
    /// <param name="drawKey">Key of the random stream for estimators that draw.</param>
    /// <exception cref="ArgumentException">The estimator needs answers and the batch has none.</exception>
    public static BatchInspection Compute(InspectedBatch batch, IEstimator estimator, ulong drawKey = 0)
    {
        if (estimator.NeedsAnswers && batch.Answers is null)
        {
            throw new ArgumentException(
                "The batch has no answers, and this estimator needs them; add the key answers.", nameof(batch));
        }

        int[] actions = estimator.NeedsAnswers ? batch.Answers! : batch.Chosen;
        IAdvantage advantage = estimator.OwnAdvantage ?? batch.Baseline;
        double[] logProbs = new double[actions.Length];
        double[] probabilities = new double[batch.Logits.Length];
        LogSoftmax.Forward(batch.Logits, batch.Actions, actions, logProbs, probabilities);
        DecisionBatch decisions = new()
        {
            Rows = batch.Rows,
            Decisions = batch.Decisions,
            LogProbs = logProbs,
            BehaviourLogProbs = batch.BehaviourLogProbs,
            Mask = batch.Mask,
            Advantages = Advantages(batch, advantage, probabilities),
            Rewards = batch.Rewards,
            Groups = batch.Groups,
            GroupCount = batch.GroupCount,
            Count = batch.Count,
            DrawKey = drawKey,
        };
        decisions.Validate();
        float[] coefficients = new float[actions.Length];
        double objective = estimator.Compute(decisions, coefficients);
        float[] dLogits = new float[batch.Logits.Length];
        LogSoftmax.Backward(probabilities, batch.Actions, actions, coefficients, dLogits);
        return new BatchInspection
        {
            Objective = objective,
            Coefficients = coefficients,
            DLogits = dLogits,
            Decisions = Describe(decisions, actions, coefficients, estimator.NeedsAnswers),
            UninformativeRows = advantage.UninformativeRows,
            ClampedRatios = BehaviourDrift.Of(decisions).ClampedRatios,
        };
    }

    private static double[] Advantages(
        InspectedBatch batch, IAdvantage advantage, ReadOnlySpan<double> probabilities)
    {
        double[] confidences = new double[advantage.NeedsConfidences ? batch.Rows : 0];
        for (int row = 0; row < confidences.Length; row++)
        {
            confidences[row] =
                LogSoftmax.Confidence(probabilities.Slice(row * batch.Decisions * batch.Actions, batch.Actions));
        }

        double[] advantages = new double[batch.Rows];
        RewardBatch rewards = new()
        {
            Rewards = batch.Rewards,
            Groups = batch.Groups,
            GroupCount = batch.GroupCount,
            Confidences = confidences,
        };
        advantage.Compute(rewards, advantages);
        return advantages;
    }

    private static List<InspectedDecision> Describe(
        in DecisionBatch batch, int[] actions, float[] coefficients, bool isOracle)
    {
        List<InspectedDecision> described = new(batch.Count);
        for (int i = 0; i < batch.Mask.Length; i++)
        {
            if (batch.Mask[i] == 0)
            {
                continue;
            }

            int row = i / batch.Decisions;
            double advantage = batch.Advantages[row], surprisal = -batch.LogProbs[i];
            described.Add(new InspectedDecision(
                row, i % batch.Decisions, actions[i], surprisal, advantage, advantage * surprisal,
                isOracle || advantage == 0 ? null : (coefficients[i] * (double)batch.Count / advantage) + 0, // no -0
                DecisionRules.Ratio(batch.LogProbs[i], batch.BehaviourLogProbs[i]), coefficients[i]));
        }

        return described;
    }
}
