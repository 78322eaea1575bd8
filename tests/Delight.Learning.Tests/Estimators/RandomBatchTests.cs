using Delight.Learning.Estimators;
using Delight.Learning.Inspection;
using Delight.Learning.Parts;

namespace Delight.Learning.Tests.Estimators;

public sealed class RandomBatchTests
{
    private const int Seeds = 200;

    public static TheoryData<string> Names => new(
        [.. new PartCatalogues().Estimators.Names, .. InspectionSettings.Named.Keys]);

    [Theory]
    [MemberData(nameof(Names))]
    public void Compute_RandomBatches_AgreesWithScalarReference(string name)
    {
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            InspectedBatch batch = RandomBatches.Draw(seed);
            (double objective, double[] coefficients, double[] dLogits) = new ReferenceEstimators(batch).Run(name);
            BatchInspection actual = BatchInspection.Compute(batch, Estimator(name));
            string what = $"{name} seed {seed}";
            Near.Equal(coefficients, actual.Coefficients, what: what + " coefficients");
            Near.Equal(dLogits, actual.DLogits, what: what + " dLogits");
            Near.Equal(objective, actual.Objective, Near.SinglePrecision, what: what + " objective");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Compute_RandomBatches_IsFiniteAndZeroWhereMasked(string name)
    {
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            InspectedBatch batch = RandomBatches.Draw(seed);
            BatchInspection actual = BatchInspection.Compute(batch, Estimator(name));
            Assert.True(double.IsFinite(actual.Objective), $"{name} seed {seed}");
            Assert.All(actual.Coefficients, c => Assert.True(float.IsFinite(c)));
            Assert.All(actual.DLogits, d => Assert.True(float.IsFinite(d)));
            Assert.All(actual.Coefficients.Where((_, i) => batch.Mask[i] == 0), c => Assert.Equal(0f, c));
            Assert.All(actual.DLogits.Where((_, i) => batch.Mask[i / batch.Actions] == 0), d => Assert.Equal(0f, d));
            Assert.Equal(batch.Count, actual.Decisions.Count);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Compute_RowsInAnotherOrder_GivesTheSameCoefficients(string name)
    {
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            InspectedBatch batch = RandomBatches.Draw(seed);
            float[] plain = [.. BatchInspection.Compute(batch, Estimator(name)).Coefficients];
            InspectedBatch turned = RandomBatches.Reversed(batch);
            IReadOnlyList<float> actual = BatchInspection.Compute(turned, Estimator(name)).Coefficients;
            double[] expected = [.. RandomBatches.Reversed(plain, batch.Decisions).Select(c => (double)c)];
            Near.Equal(expected, actual, what: $"{name} seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Compute_RowsWithoutDecisions_ChangeNothingButTheirGroups(string name)
    {
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            InspectedBatch batch = RandomBatches.Draw(seed);
            BatchInspection plain = BatchInspection.Compute(batch, Estimator(name));
            BatchInspection more = BatchInspection.Compute(RandomBatches.WithEmptyRow(batch), Estimator(name));
            Assert.Equal(plain.Objective, more.Objective);
            Assert.Equal(plain.Coefficients, more.Coefficients.Take(plain.Coefficients.Count));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Compute_InputsAtTheirLimits_IsFinite(string name) => RequireFinite(name, 1e4f, isDiverged: false);

    [Theory]
    [MemberData(nameof(Names))]
    public void Compute_DivergedInputsAtTheirLimits_IsFinite(string name) =>
        RequireFinite(name, 1e30f, isDiverged: true);

    private static void RequireFinite(string name, float z, bool isDiverged)
    {
        // |logit| and |reward| = 1e6 at most, behaviour log-probabilities at both ends: all of it is accepted.
        float[] logits = [z, -z, -z, z, z, z, -z, z];
        List<string> errors = [];
        InspectedBatch? batch = BatchFile.Read(
            $$"""
            { "rows": 4, "decisions": 1, "actions": 2, "logits": [{{string.Join(',', logits)}}], "chosen": [0, 0, 1, 0],
              "behaviourLogProbs": [-1000, 0, -1000, 0], "rewards": [1e6, -1e6, -1e6, 1e6],
              "answers": [1, 0, 1, 0], "diverged": {{(isDiverged ? "true" : "false")}} }
            """,
            new PartCatalogues().Advantages, errors);
        Assert.Empty(errors);
        BatchInspection actual = BatchInspection.Compute(batch!, Estimator(name));
        Assert.True(double.IsFinite(actual.Objective));
        Assert.All(actual.Coefficients, c => Assert.True(float.IsFinite(c)));
        Assert.All(actual.DLogits, d => Assert.True(float.IsFinite(d)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Compute_SteadyState_AllocatesNothing(string name)
    {
        IEstimator estimator = Estimator(name);
        BatchData data = BatchData.Worked();
        DecisionBatch batch = data.View();
        float[] coefficients = new float[data.Mask.Length];
        estimator.Compute(batch, coefficients);
        long before = GC.GetAllocatedBytesForCurrentThread();
        estimator.Compute(batch, coefficients);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Compute_CalledTwice_GivesTheSameBits(string name)
    {
        IEstimator estimator = Estimator(name);
        (double objective, float[] coefficients) = BatchData.Worked().Run(estimator);
        (double again, float[] coefficientsAgain) = BatchData.Worked().Run(estimator);
        Assert.Equal(objective, again);
        Assert.Equal(coefficients, coefficientsAgain);
    }

    private static IEstimator Estimator(string name)
    {
        List<string> errors = [];
        IEstimator estimator =
            InspectionSettings.Resolve(name, new PartCatalogues(), true, errors).Single().Value;
        Assert.Empty(errors);
        return estimator;
    }
}
