using System.Text;
using Delight.Experiments.Scenarios;
using Delight.Learning.Advantages;
using Delight.Learning.Catalogue;
using Delight.Learning.Parts;

namespace Delight.Experiments.Tests.Scenarios;

/// <summary>Catalogues with parts that only these tests have, and a loader over them.</summary>
internal static class ScenarioFixture
{
    /// <summary>The smallest scenario; more members may follow it.</summary>
    public const string Required = """
        "task": { "name": "fake-task" }, "policy": { "name": "fake-policy" }, "workers": [ { "pool": "a" } ],
        """;

    /// <summary>Sets every kind of value there is.</summary>
    public const string Full = """
        // A comment.
        {
          "$schema": "./schema.json",
          "name": "full",
          "summary": "all \"kinds\" of values",
          "seed": 9223372036854775807,
          "task": { "name": "fake-task", "data": "some/folder", "noise": 0.25, "flipped": true },
          "policy": { "name": "fake-policy", "hidden": [3, 4, 5], "activation": "tanh" },
          "estimator": "dg(eta=0.5)",
          "baseline": "fake-groups",
          /* Numbers. */
          "optimiser": { "learningRate": 3e-4, "schedule": "cosine", "gradientNormMax": 1.5 },
          "learner": { "steps": 20, "batchRows": 40, "samplesPerContext": 5, "stepTime": "1.5s", "stalenessMax": 2 },
          "parameterServer": { "publishEvery": 3 },
          "workers": [
            { "pool": "left", "node": "west", "rowsPerRequest": 20 },
            { "pool": "right", "requestTime": "250us", },
          ],
          "network": { "latency": "0ms", "links": [ { "from": "parameter-server", "to": "west", "latency": "20s" } ] },
          "faults": [
            { "kind": "degrade-link", "target": "west", "at": "1s", "lasts": "2s", "latency": "empirical(1ms)" },
          ],
        }
        """;

    /// <summary>The smallest scenario with more members behind it.</summary>
    public static string With(string members) => "{ " + Required + members + " }";

    public static PartCatalogues Catalogues()
    {
        PartCatalogues catalogues = new();
        catalogues.Tasks.Add(new()
        {
            Name = "fake-task",
            Summary = "for tests",
            Create = _ => throw new InvalidOperationException("not created"),
            Options =
            [
                new() { Name = "data", Kind = OptionKind.Path, Default = "data/fake", Summary = "folder" },
                new()
                {
                    Name = "noise", Kind = OptionKind.Number, Default = "0", Minimum = 0, Maximum = 1,
                    Summary = "share",
                },
                new() { Name = "flipped", Kind = OptionKind.Flag, Default = "false", Summary = "turned round" },
                new() { Name = "limit", Kind = OptionKind.Integer, Minimum = 1, Summary = "not set by default" },
            ],
            CheckTogether = options => options.Flag("flipped") && options.Number("noise") == 0
                ? "flipped needs noise above 0."
                : null,
        });
        catalogues.Policies.Add(new()
        {
            Name = "fake-policy",
            Summary = "for tests",
            Create = (_, _) => throw new InvalidOperationException("not created"),
            Options =
            [
                new()
                {
                    Name = "hidden", Kind = OptionKind.IntegerList, Default = "[100,100]", Minimum = 1,
                    Summary = "widths",
                },
                new()
                {
                    Name = "activation", Kind = OptionKind.Choice, Default = "relu", Choices = ["relu", "tanh"],
                    Summary = "kink",
                },
            ],
        });
        catalogues.Advantages.Add(new()
        {
            Name = "fake-groups",
            Summary = "for tests",
            Create = _ => new FakeGroups(),
        });
        return catalogues;
    }

    /// <summary>Loads a text as if it were the file <c>s.json</c>.</summary>
    public static ScenarioLoadResult Read(string json, ScenarioRequest? request = null) =>
        Read(Encoding.UTF8.GetBytes(json), request);

    /// <summary>Loads bytes as if they were the file <c>s.json</c>.</summary>
    public static ScenarioLoadResult Read(byte[] json, ScenarioRequest? request = null) =>
        new ScenarioLoader(Catalogues(), new ScenarioFolder("nowhere"))
            .Read("s.json", json, request ?? new() { Scenario = "s" });

    /// <summary>The scenario of a text that must be valid.</summary>
    public static EffectiveScenario Valid(string json, params string[] sets)
    {
        ScenarioLoadResult result = Read(json, new() { Scenario = "s", Sets = sets });
        Assert.Empty(result.Problems.Select(problem => problem.ToString()));
        return Assert.IsType<EffectiveScenario>(result.Scenario);
    }

    /// <summary>The problems of a text that must be refused, as lines.</summary>
    public static string[] Problems(string json, params string[] sets)
    {
        ScenarioLoadResult result = Read(json, new() { Scenario = "s", Sets = sets });
        Assert.Null(result.Scenario);
        return [.. result.Problems.Select(problem => problem.ToString())];
    }

    private sealed class FakeGroups : IAdvantage
    {
        public bool NeedsGroups => true;

        public void Compute(in RewardBatch batch, Span<double> advantages) => advantages.Clear();
    }
}
