using System.Text;
using System.Xml.Linq;
using Delight.Experiments.Files;
using Delight.Experiments.Sweeps;
using Delight.Reports.Charts;

namespace Delight.Reports.Sweeps;

/// <summary>Writes the files of an experiment, and the index of all.</summary>
public static class ExperimentPages
{
    private const string IndexTitle = "Results";

    /// <summary>Writes page, figure, its numbers and report.</summary>
    /// <returns>The files.</returns>
    /// <exception cref="IOException">A folder cannot be written.</exception>
    public static IReadOnlyList<string> Write(ExperimentResults results, ReproductionOptions options)
    {
        Directory.CreateDirectory(options.PagesFolder);
        Directory.CreateDirectory(options.ReportsFolder);
        string name = results.Experiment.Name;
        (XElement Drawing, ChartData Data)? figure = ExperimentFigures.Draw(results);
        IReadOnlyList<PageBlock> blocks = ExperimentPage.Of(results, figure, options);
        List<string> files =
        [
            Path.Combine(options.PagesFolder, name + ".md"), Path.Combine(options.ReportsFolder, name + ".html"),
        ];
        PageWriter.WriteMarkdown(files[0], results.Experiment.Title, blocks);
        PageWriter.WriteHtml(files[1], results.Experiment.Title, blocks);
        if (figure is { } drawn)
        {
            WriteText(".svg", FigureSheet.Text(drawn.Drawing));
            WriteText(".csv", drawn.Data.Csv);
        }

        return files;

        void WriteText(string extension, string text)
        {
            files.Add(Path.Combine(options.PagesFolder, name + extension));
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            ReplacedFile.Write(files[^1], stream => stream.Write(bytes));
        }
    }

    /// <summary>Writes the pages that lead to those that are there.</summary>
    /// <exception cref="IOException">A folder cannot be written.</exception>
    public static void WriteIndex(ReproductionOptions options)
    {
        ExperimentFolder folder = new(ClonePaths.Resolve("experiments"));
        List<PageBlock> blocks =
        [
            new PageBlock.Paragraph(
                "Each page comes from `./delight reproduce NAME`: figure and its numbers, tables, intervals, the "
                + "paper's numbers beside ours, and where every number is recorded."),
            new PageBlock.Paragraph(
                "Records name the commit of their runs. Those of commits before November 27, 2026 have digests of the "
                + "first edition's runtime. Runs without faults end with the same parameters on Akka.NET, so their "
                + "figures stay. Runs with crashes end with other ones."),
        ];
        List<PageBlock> missing = [];
        foreach (string name in folder.Names)
        {
            Experiment experiment = folder.Read(name, options.IsQuick);
            if (File.Exists(Path.Combine(options.PagesFolder, name + ".md")))
            {
                blocks.Add(new PageBlock.Link(name, experiment.Title, experiment.Question));
            }
            else
            {
                missing.Add(new PageBlock.Paragraph($"`{name}`: {experiment.Question} Not run yet."));
            }
        }

        blocks.AddRange(missing);
        string[] written = !Directory.Exists(options.PagesFolder) ? [] :
        [
            .. Directory.EnumerateFiles(options.PagesFolder, "*.md")
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Where(name => name != "README" && !folder.Names.Contains(name))
                .Order(StringComparer.Ordinal),
        ];
        if (written.Length > 0)
        {
            blocks.Add(new PageBlock.Heading("Written by hand"));
            blocks.AddRange(written.Select(name =>
                new PageBlock.Link(name, TitleOf(options.PagesFolder, name), null)));
        }

        PageWriter.WriteMarkdown(Path.Combine(options.PagesFolder, "README.md"), IndexTitle, blocks);
        PageWriter.WriteHtml(Path.Combine(options.ReportsFolder, "index.html"), IndexTitle, blocks);
    }

    private static string TitleOf(string folder, string name) => File
        .ReadLines(Path.Combine(folder, name + ".md"))
        .FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..] ?? name;
}
