using System.Xml.Linq;
using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Experiments.Sweeps;
using Delight.Experiments.Text;
using Delight.Reports.Charts;

namespace Delight.Reports.Sweeps;

/// <summary>What the page of an experiment says.</summary>
internal static class ExperimentPage
{
    /// <summary>All of it, in reading order.</summary>
    /// <param name="results">What was found.</param>
    /// <param name="figure">Its figure and the numbers of it; null for none.</param>
    /// <param name="options">Where results are, and which form it is.</param>
    public static IReadOnlyList<PageBlock> Of(
        ExperimentResults results, (XElement Drawing, ChartData Data)? figure, ReproductionOptions options)
    {
        Experiment experiment = results.Experiment;
        List<PageBlock> blocks = [new PageBlock.Paragraph(experiment.Question)];
        if (options.IsQuick)
        {
            blocks.Add(new PageBlock.Paragraph(
                "This is the quick form: fewer steps, seeds and values, to see that everything runs. Its numbers are "
                + "no results."));
        }

        if (figure is { } drawn)
        {
            blocks.Add(new PageBlock.Figure(
                experiment.Name + ".svg", experiment.Title, drawn.Drawing, experiment.Name + ".csv", drawn.Data));
            blocks.Add(new PageBlock.Paragraph(Caption(experiment)));
        }

        if (experiment.Discussion.Count > 0 && !options.IsQuick)
        {
            blocks.Add(new PageBlock.Heading("What it shows, and where we differ"));
            blocks.AddRange(experiment.Discussion.Select(text => new PageBlock.Paragraph(text)));
        }

        blocks.AddRange(experiment.IsTheory ? TheoryTables.Of(results) : ExperimentTables.Of(results));
        blocks.AddRange(Paper(experiment));
        if (experiment.Notes.Count > 0)
        {
            blocks.Add(new PageBlock.Heading("What was done, and what was not"));
            blocks.Add(new PageBlock.Items(experiment.Notes));
        }

        blocks.AddRange(Provenance(results, options));
        return blocks;
    }

    private const string Parting =
        "Where seeds part into two groups, each seed is drawn, as a ring or a thin line, and what joins them is their "
        + "median.";

    private static string Caption(Experiment experiment) => experiment.IsTheory
        ? "Exact expectations, but for the direction of batches, which are drawn from a seed."
        : experiment.Figures.Any(figure => figure.X == FigureAxis.Sweep)
            ? "Dots: means over seeds; bars: one standard error. Lines over training: means; bands: from the least "
                + "to the largest seed. " + Parting
            : "Lines: means over seeds; bands: from the least to the largest seed. " + Parting;

    private static IEnumerable<PageBlock> Paper(Experiment experiment)
    {
        yield return new PageBlock.Heading("Beside the paper");
        yield return new PageBlock.Paragraph(experiment.Paper.Reference);
        if (experiment.Paper.Numbers.Count > 0)
        {
            yield return new PageBlock.Table(
                ["what", "reported"],
                [.. experiment.Paper.Numbers.Select(number => (IReadOnlyList<string>)[number.What, number.Value])]);
        }

        if (experiment.Paper.Note is { } note)
        {
            yield return new PageBlock.Paragraph(note);
        }
    }

    private static IEnumerable<PageBlock> Provenance(ExperimentResults results, ReproductionOptions options)
    {
        Experiment experiment = results.Experiment;
        CellResult[] all = [.. results.All];
        string quick = options.IsQuick ? " --quick" : string.Empty;
        yield return new PageBlock.Heading("How it was run");
        yield return new PageBlock.Commands([$"./delight reproduce {experiment.Name}{quick}"]);
        string failed = all.Count(result => result.Status == RunStatus.Failed) is > 0 and int count
            ? NumberText.Text($", of which {count} failed") : string.Empty;
        List<string> facts =
        [
            experiment.IsTheory
                ? "Exact sums over arms; sampled batches have seed 1."
                : $"{NumberText.Counted(all.Length, "run")}{failed}, {NumberText.Counted(experiment.Seeds, "seed")} "
                    + $"(1 to {experiment.Seeds}) a cell.",
            $"Machine time {NumberText.Duration(TimeSpan.FromSeconds(all.Sum(result => result.WallSeconds)))}, on "
                + $"{List(all.Select(result => Machine(result.Machine)))}. It is that of the runs, "
                + (experiment.IsTimed || experiment.IsTheory ? "one at a time." : "some of them side by side."),
            $"Delight {List(all.Select(result => result.Version))}, commit "
                + $"{List(all.Select(result => result.Commit?[..Math.Min(12, result.Commit.Length)] ?? "unknown"))}.",
            $"Each run has a record of its own, with its whole scenario, its digest, its curves and the command that "
                + $"runs it alone: `{RecordsFolder(experiment, options)}`.",
        ];
        if (results.Missing > 0)
        {
            facts.Insert(0, $"{NumberText.Counted(results.Missing, "result")} of "
                + $"{results.Missing + results.Count} are not there: this page is not complete.");
        }

        yield return new PageBlock.Items(facts);
        if (!experiment.IsTheory)
        {
            yield return new PageBlock.Paragraph("One run of it alone:");
            yield return new PageBlock.Commands([all[0].Command]);
        }

        yield return new PageBlock.Paragraph(
            $"Written by `./delight reproduce`; the words come from `experiments/{experiment.Name}.json`.");
    }

    /// <summary>Relative to the repository where it is in it.</summary>
    private static string RecordsFolder(Experiment experiment, ReproductionOptions options)
    {
        string folder = Path.Combine(options.ResultsFolder, experiment.Name);
        string? root = RepositoryRoot.Find();
        string full = Path.GetFullPath(folder);
        return (root is not null && full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? Path.GetRelativePath(root, full)
            : $"results/{experiment.Name}").Replace('\\', '/') + "/";
    }

    private static string Machine(MachineDescription machine) =>
        $"{machine.Processor}, {NumberText.Counted(machine.Processors, "processor")}, {machine.Framework}";

    private static string List(IEnumerable<string> texts) =>
        NumberText.List([.. texts.Distinct(StringComparer.Ordinal)]);
}
