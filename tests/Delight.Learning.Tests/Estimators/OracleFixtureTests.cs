using System.Text.Json;
using Delight.Learning.Catalogue;
using Delight.Learning.Estimators;
using Delight.Learning.Inspection;
using Delight.Learning.Kernels;

namespace Delight.Learning.Tests.Estimators;

/// <summary>Every estimator against PyTorch autograd in double precision (Fixtures/make_fixtures.py).</summary>
public sealed class OracleFixtureTests
{
    /// <summary>
    /// The oracle's coefficients are its dLogits at the chosen action divided by 1 − π(a). Autograd computes that
    /// dLogit as c − c·π(a), which has no digits left where 1 − π(a) comes near 2^-53; so below this the quotient is
    /// noise, and the dLogits alone are compared.
    /// </summary>
    private const double OracleRestMin = 1e-10;

    public static TheoryData<string> Fixtures => new(
        "bandit", "bandit-stale", "sequence", "sequence-stale", "ragged", "equal-rewards", "rare", "large-rewards");

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Compute_EveryEstimatorOnFixture_AgreesWithAutograd(string fixture)
    {
        string json = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", fixture + ".json"));
        using JsonDocument document = JsonDocument.Parse(json);
        InspectedBatch batch = Read(json);
        List<string> compared = [];
        foreach (JsonProperty expected in document.RootElement.GetProperty("expected").EnumerateObject())
        {
            compared.Add(expected.Name);
            BatchInspection actual =
                BatchInspection.Compute(batch, Estimator(expected.Name, expected.Value.GetProperty("parameters")));
            string what = $"{fixture} {expected.Name}";
            Near.Equal(
                expected.Value.GetProperty("objective").GetDouble(), actual.Objective, Near.SinglePrecision,
                what: what + " objective");
            Near.Equal(Numbers(expected.Value, "dLogits"), actual.DLogits, what: what + " dLogits");
            CompareCoefficients(batch, expected.Value, actual, what);
        }

        Assert.Equal(
            InspectionSettings.Named.Keys.Concat(new PartCatalogues().Estimators.Names)
                .Where(name => name != "kondo").Order(),
            compared.Order());
    }

    private static void CompareCoefficients(
        InspectedBatch batch, JsonElement expected, BatchInspection actual, string what)
    {
        if (expected.GetProperty("coefficients").ValueKind == JsonValueKind.Null)
        {
            Assert.All(actual.Coefficients.Where((_, i) => batch.Mask[i] == 1), c => Near.Equal(1.0 / batch.Count, c));
            return;
        }

        double[] coefficients = Numbers(expected, "coefficients");
        Assert.Equal(coefficients.Length, actual.Coefficients.Count);
        double[] rest = RestOfChosen(batch);
        int noisy = 0;
        for (int i = 0; i < rest.Length; i++)
        {
            if (rest[i] < OracleRestMin)
            {
                noisy++;
                coefficients[i] = actual.Coefficients[i];
            }
        }

        Assert.True(noisy <= 6, $"{what}: {noisy} coefficients are not compared.");
        Near.Equal(coefficients, actual.Coefficients, what: what + " coefficients");
    }

    private static double[] RestOfChosen(InspectedBatch batch)
    {
        double[] logProbs = new double[batch.Chosen.Length], probabilities = new double[batch.Logits.Length];
        LogSoftmax.Forward(batch.Logits, batch.Actions, batch.Chosen, logProbs, probabilities);
        return
        [
            .. batch.Chosen.Select((action, i) =>
                Enumerable.Range(0, batch.Actions).Where(j => j != action)
                    .Sum(j => probabilities[(i * batch.Actions) + j])),
        ];
    }

    private static IEstimator Estimator(string name, JsonElement parameters)
    {
        // The fixture's own parameters, so that a default that drifts from it cannot pass as agreement by chance.
        PartReference setting =
            PartReference.Parse(InspectionSettings.Named.GetValueOrDefault(name, name), new List<string>())!;
        Dictionary<string, string> options = parameters.EnumerateObject()
            .ToDictionary(parameter => parameter.Name, parameter => parameter.Value.GetRawText());
        List<string> errors = [];
        (PartDefinition<Func<OptionValues, IEstimator>> definition, OptionValues values) =
            new PartCatalogues().Estimators.Resolve(new PartReference(setting.Name, options), errors)!.Value;
        Assert.Empty(errors);
        return definition.Create(values);
    }

    private static InspectedBatch Read(string json)
    {
        List<string> errors = [];
        InspectedBatch? batch = BatchFile.Read(json, new PartCatalogues().Advantages, errors);
        Assert.Empty(errors);
        return batch!;
    }

    private static double[] Numbers(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];
}
