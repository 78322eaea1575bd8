using Delight.Experiments.Tests.Support;
using Delight.Experiments.Sweeps;
using Delight.Experiments.Text;

namespace Delight.Experiments.Tests.Sweeps;

public sealed class ExperimentReaderTests
{
    [Fact]
    public void Read_SmallExperiment_HasItsPointsEstimatorsAndSeeds()
    {
        Experiment experiment = SmallExperiment.Read(SmallExperiment.Text("s.json"));
        ExperimentVariant variant = Assert.Single(experiment.Variants);
        Assert.Equal([0, 5], variant.Points.Select(point => point.X));
        Assert.Equal(("network.latency", "50ms"), (variant.Points[1].Sets[0].Path, variant.Points[1].Sets[0].Value));
        Assert.Equal(["dg", "reinforce"], variant.Estimators.Select(estimator => estimator.Label));
        Assert.Equal(("small", 2), (experiment.Name, experiment.Seeds));
    }

    [Fact]
    public void Read_Quick_OverridesSeedsAndComesLastAmongTheSets()
    {
        Experiment experiment = SmallExperiment.Read(SmallExperiment.Text("s.json", "\"steps\": 40,"), isQuick: true);
        ExperimentVariant variant = experiment.Variants[0];
        Assert.Equal(1, experiment.Seeds);
        Assert.Equal("40", Assert.Single(variant.Sets).Value);
        Assert.Equal(("learner.steps", "20"), (variant.LastSets[0].Path, variant.LastSets[0].Value));
    }

    [Fact]
    public void Read_UnknownKey_NamesLineAndNearestName()
    {
        UserErrorException error = Assert.Throws<UserErrorException>(
            () => SmallExperiment.Read(SmallExperiment.Text("s.json", "\"seed\": 3,")));
        string problem = Assert.Single(error.Problems);
        Assert.StartsWith("experiments/small.json:16: seed: there is no such key. Did you mean 'seeds'?", problem,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SeveralMistakes_RefusesAllAtOnce()
    {
        string text = SmallExperiment.Text("s.json", "\"set\": { \"seed\": 4 }, \"jobs\": 2,")
            .Replace("\"title\": \"Small\",", string.Empty, StringComparison.Ordinal)
            .Replace("\"y\": \"reward\"", "\"y\": \"rewards\"", StringComparison.Ordinal)
            .Replace("[\"dg\", \"reinforce\"]", "[]", StringComparison.Ordinal);
        IReadOnlyList<string> problems =
            Assert.Throws<UserErrorException>(() => SmallExperiment.Read(text)).Problems;
        Assert.Equal(5, problems.Count);
        Assert.Contains(problems, problem => problem.Contains("title is missing", StringComparison.Ordinal));
        Assert.Contains(
            problems, problem => problem.Contains("seed is the experiment's own", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("jobs: there is no such key", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("Did you mean 'reward'", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("names no estimators", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_ListAsValue_BecomesItsJson()
    {
        Experiment experiment = SmallExperiment.Read(SmallExperiment.Text(
            "s.json", "\"set\": { \"workers\": [{ \"pool\": \"a\", \"count\": 2 }] },"));
        Assert.Equal("[{\"pool\":\"a\",\"count\":2}]", experiment.Variants[0].Sets[0].Value);
    }
}
