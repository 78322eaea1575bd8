using Delight.Learning.Estimators;
using Delight.Learning.Inspection;
using Delight.Learning.Kernels;
using Delight.Learning.Parts;

namespace Delight.Learning.Tests.Estimators;

/// <summary>Compares estimators over random batches.</summary>
internal static class Identities
{
    public const int Seeds = 50;

    /// <summary>Requires the coefficients of one estimator to be those of another times a factor.</summary>
    public static void Same(
        IEstimator estimator, IEstimator other, double factor, Func<BatchData, BatchData>? change = null)
    {
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            BatchData data = change?.Invoke(Draw(seed)) ?? Draw(seed);
            double[] expected = [.. data.Run(other).Coefficients.Select(c => factor * c)];
            Near.Equal(expected, data.Run(estimator).Coefficients, what: $"seed {seed}");
        }
    }

    /// <summary>An estimator as a user names it.</summary>
    public static IEstimator Named(string text)
    {
        List<string> errors = [];
        IEstimator estimator = InspectionSettings.Resolve(text, new PartCatalogues(), true, errors).Single().Value;
        Assert.Empty(errors);
        return estimator;
    }

    /// <summary>Each decision as a row by itself.</summary>
    public static BatchData OneDecisionARow(BatchData data) => data with
    {
        Rows = data.Mask.Length,
        Decisions = 1,
        Advantages = [.. data.Mask.Select((_, i) => data.Advantages[i / data.Decisions])],
        Rewards = new float[data.Mask.Length],
        Groups = new int[data.Mask.Length],
    };

    public static BatchData Draw(ulong seed)
    {
        InspectedBatch batch = RandomBatches.Draw(seed);
        double[] logProbs = new double[batch.Chosen.Length], probabilities = new double[batch.Logits.Length];
        LogSoftmax.Forward(batch.Logits, batch.Actions, batch.Chosen, logProbs, probabilities);
        return new BatchData
        {
            Rows = batch.Rows,
            Decisions = batch.Decisions,
            LogProbs = logProbs,
            BehaviourLogProbs = batch.BehaviourLogProbs,
            Mask = batch.Mask,
            Advantages = BatchData.Compute(batch.Baseline, batch.Rewards, batch.Groups),
            Rewards = batch.Rewards,
            Groups = batch.Groups,
        };
    }
}
