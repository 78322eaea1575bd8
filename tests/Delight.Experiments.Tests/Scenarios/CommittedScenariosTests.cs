using Delight.Actors.Evaluation;
using Delight.Actors.Running;
using Delight.Actors.Testing;
using Delight.Experiments.Files;
using Delight.Experiments.Runs;
using Delight.Experiments.Scenarios;
using Delight.Learning.Execution;
using Delight.Learning.Parts;
using Delight.Learning.Policies.Tabular;
using Delight.Learning.Tasks.Bandits;
using Delight.Learning.Training;

namespace Delight.Experiments.Tests.Scenarios;

/// <summary>The files of the folder <c>scenarios</c>, as everybody gets them.</summary>
public sealed class CommittedScenariosTests
{
    private static readonly ScenarioFolder Folder = new(Path.Combine(RepositoryRoot.Find()!, "scenarios"));

    public static TheoryData<string> Names => [.. Folder.Names];

    public static TheoryData<string> Reversals =>
        [.. Folder.Names.Where(name => name.StartsWith("reversal-", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Load_CommittedScenario_HasNoProblemsAndSaysWhatItShows(string name)
    {
        EffectiveScenario scenario = Load(name);
        Assert.Equal(name, scenario.Name);
        Assert.NotEmpty(scenario.Settings.Summary);
    }

    [Theory]
    [MemberData(nameof(Reversals))]
    public void Prepare_CommittedReversal_GoesWithItsTask(string name)
    {
        PreparedScenario prepared = PreparedScenario.Prepare(Load(name), new PartCatalogues());
        Assert.Equal((10, 2), (prepared.Task.Shape.Decisions, prepared.Task.Shape.Actions));
    }

    [Fact]
    public void Names_OfTheFolder_HoldEveryFriction() => Assert.Subset(
        Folder.Names.ToHashSet(StringComparer.Ordinal),
        new HashSet<string>(StringComparer.Ordinal)
        {
            "reversal-clean", "reversal-stale", "reversal-buggy-actors", "reversal-reward-corruption",
            "reversal-rare-discovery", "reversal-mismatch", "reversal-all-frictions",
        });

    private static EffectiveScenario Load(string name)
    {
        ScenarioLoadResult result = new ScenarioLoader(new PartCatalogues(), Folder).Load(new() { Scenario = name });
        Assert.Empty(result.Problems.Select(problem => problem.ToString()));
        return Assert.IsType<EffectiveScenario>(result.Scenario);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void InitialPolicy_OfEveryScenario_IsFarFromSolvingItsTask(string name)
    {
        PreparedScenario prepared = PreparedScenario.Prepare(Load(name), new PartCatalogues());
        TrainerParts parts = prepared.Plan(new RecordedRun(), SerialExecutor.Instance).Parts;
        using PolicyTrainer trainer = new(parts);
        using HeldOutEvaluation evaluation = new(parts.Task, parts.Policy, 200);

        EvaluationFigures figures = evaluation.Measure(trainer.Parameters, RunStreams.Of(1));

        Assert.InRange(figures.Error, 0.3, 1);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    public void InitialPolicy_OfTheSmallestTask_IsWrong(int arms)
    {
        BernoulliBandit task = new(arms, best: 0.9, others: 0.1);
        TabularPolicy policy = new(task.Shape);
        using HeldOutEvaluation evaluation = new(task, policy, 1);
        Assert.Equal(1, evaluation.Measure(new float[policy.Layout.Length], RunStreams.Of(1)).Error);
    }
}
