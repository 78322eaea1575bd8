using System.Text.Json;
using Delight.Learning.Catalogue;
using Delight.Learning.Estimators;
using Delight.Learning.Inspection;
using Delight.Learning.Parts;

namespace Delight.Learning.Tests.Estimators;

/// <summary>Every estimator against PyTorch autograd in double precision (Fixtures/make_fixtures.py).</summary>
public sealed class OracleFixtureTests
{
    public static TheoryData<string> Fixtures => new(
        "bandit", "bandit-stale", "sequence", "sequence-stale", "ragged", "equal-rewards", "rare", "large-rewards",
        "extreme");

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
        Assert.Equal(34, compared.Count);
    }

    private static void CompareCoefficients(
        InspectedBatch batch, JsonElement expected, BatchInspection actual, string what)
    {
        if (expected.GetProperty("coefficients").ValueKind == JsonValueKind.Null)
        {
            Assert.All(actual.Coefficients.Where((_, i) => batch.Mask[i] == 1), c => Near.Equal(1.0 / batch.Count, c));
            return;
        }

        Near.Equal(Numbers(expected, "coefficients"), actual.Coefficients, what: what + " coefficients");
    }

    private static IEstimator Estimator(string name, JsonElement parameters)
    {
        // The fixture's own parameters, so that a default that drifts from it cannot pass as agreement by chance.
        PartReference setting =
            PartReference.Parse(InspectionSettings.Named.GetValueOrDefault(name, name), new List<string>())!;
        PartReference reference = new(setting.Name, Options(parameters, isOfMask: false))
        {
            Joined = [.. setting.Joined.Select(mask => mask with { Options = Options(parameters, isOfMask: true) })],
        };
        List<string> errors = [];
        Func<IEstimator>? create = new PartCatalogues().FindEstimator(reference, errors);
        Assert.Empty(errors);
        return create!();
    }

    /// <summary>Options of a mask are written maskDelta, maskLow, maskHigh beside those of the estimator.</summary>
    private static Dictionary<string, string> Options(JsonElement parameters, bool isOfMask)
    {
        const string Prefix = "mask";
        return parameters.EnumerateObject()
            .Where(parameter => parameter.Name.StartsWith(Prefix, StringComparison.Ordinal) == isOfMask)
            .ToDictionary(
                parameter => isOfMask
                    ? char.ToLowerInvariant(parameter.Name[Prefix.Length]) + parameter.Name[(Prefix.Length + 1)..]
                    : parameter.Name,
                parameter => parameter.Value.GetRawText());
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
