using Delight.Actors.Evaluation;
using Delight.Actors.Running;
using Delight.Determinism;
using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Text;
using Delight.Learning.Parts;
using Delight.Learning.Policies;

namespace Delight.Experiments.Runs;

/// <summary>Parameters from a file, and the scenario whose task measures them.</summary>
/// <param name="Prepared">The scenario; its engine computes.</param>
/// <param name="File">The archive, as people know it.</param>
/// <param name="Parameters">[Layout.Length].</param>
/// <param name="Record">The run that they come from; null for a scenario's.</param>
public sealed record EvaluatedPolicy(
    PreparedScenario Prepared, string File, ReadOnlyMemory<float> Parameters, RunRecord? Record)
{
    private static readonly ScenarioOverride NoInitial = new("policy.initial", "null", "evaluate");

    /// <summary>Reads the final policy of a run, or any archive by the scenario that it fits.</summary>
    /// <param name="subject">Folder of a run, or file or name of a scenario.</param>
    /// <param name="file">The archive; null: the run's own, or the scenario's <c>policy.initial</c>.</param>
    /// <param name="sets">Texts of <c>--set</c>.</param>
    /// <param name="catalogues">The parts of this build.</param>
    /// <exception cref="UserErrorException">Something is missing or does not fit.</exception>
    public static EvaluatedPolicy Load(
        string subject, string? file, IReadOnlyList<string> sets, PartCatalogues catalogues)
    {
        if (Directory.Exists(subject))
        {
            RunRecord record = RunRecord.Read(subject);
            EffectiveScenario recorded = RecordedScenario.Load(record, catalogues, sets, NoInitial);
            return Read(recorded, file ?? FileOf(record), file is null ? "the run's policy" : "--policy", record);
        }

        _ = ScenarioArguments.Folder().Find(subject, out string? problem);
        if (problem is not null)
        {
            throw new UserErrorException($"evaluate {subject}: neither the folder of a run nor a scenario; {problem}");
        }

        ScenarioArguments arguments = new() { Scenario = subject, Sets = sets };
        EffectiveScenario scenario = arguments.Load(catalogues);
        string? initial = scenario.Settings.Policy.Initial;
        string archive = file ?? initial ?? throw new UserErrorException(
            $"evaluate {subject}: the scenario has no policy.initial, so there is nothing to measure. Give a "
            + "policy.npz with --policy, or the folder of a run.");
        return Read(arguments.Load(catalogues, NoInitial), archive, file is null ? "policy.initial" : "--policy", null);

        EvaluatedPolicy Read(EffectiveScenario chosen, string path, string where, RunRecord? record)
        {
            PreparedScenario prepared = PreparedScenario.Prepare(chosen, catalogues);
            float[] parameters = PolicyFile.Read(
                path, prepared.CreatePolicy().Layout, chosen.PolicyLabel, where);
            return new EvaluatedPolicy(prepared, path, parameters, record);
        }
    }

    /// <summary>Answers the held-out contexts.</summary>
    /// <param name="logits">Gets inputs, answers and logits of the first of them, as a NumPy archive; null: no file
    /// does.</param>
    /// <exception cref="UserErrorException">The file cannot be written.</exception>
    public PolicyEvaluation Measure(string? logits = null)
    {
        if (logits is not null && Path.GetDirectoryName(Path.GetFullPath(logits)) is { } folder
            && !Directory.Exists(folder))
        {
            throw new UserErrorException($"--logits {logits}: there is no folder {folder}. Make it first.");
        }

        ulong seed = (ulong)Prepared.Settings.Seed;
        IPolicy policy = Prepared.CreatePolicy();
        using HeldOutEvaluation evaluation = new(Prepared.Task, policy, Prepared.Settings.Evaluation.Rows);
        EvaluationFigures figures = evaluation.Measure(Parameters.Span, RunStreams.Of(seed));
        try
        {
            if (logits is not null)
            {
                HeldOutLogits.Write(
                    logits, Prepared.Task, policy, Parameters.Span, RandomStream.Derive(seed, "evaluation"));
            }
        }
        catch (UnwritableFileException failure)
        {
            throw new UserErrorException($"--logits: {failure.Message}");
        }

        return new PolicyEvaluation(this, figures, evaluation.Rows);
    }

    private static string FileOf(RunRecord record)
    {
        string own = Path.Combine(record.Folder, RunFolder.PolicyFile);
        return System.IO.File.Exists(own) ? own : throw new UserErrorException(
            $"{record.Folder} has no {RunFolder.PolicyFile}: the run has not finished. Wait for it, or go on with it: "
            + ResumptionRules.CommandOf(record));
    }
}
