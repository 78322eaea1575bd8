using Delight.Experiments.Files;

namespace Delight.Experiments.Sweeps;

/// <summary>How to reproduce: where to, and how much.</summary>
public sealed record ReproductionOptions
{
    /// <summary>True for quick forms.</summary>
    public bool IsQuick { get; init; }

    /// <summary>True to run nothing and write pages from the results that are there.</summary>
    public bool IsPagesOnly { get; init; }

    /// <summary>True to remove results that no experiment asks for any more.</summary>
    public bool IsPruned { get; init; }

    /// <summary>Runs at the same time.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Pages and drawings in Markdown and SVG.</summary>
    public required string PagesFolder { get; init; }

    /// <summary>Pages in HTML.</summary>
    public required string ReportsFolder { get; init; }

    /// <summary>A folder with the results of each experiment.</summary>
    public required string ResultsFolder { get; init; }

    /// <summary>Folders of runs under way.</summary>
    public required string WorkFolder { get; init; }

    /// <summary>The folders for a command line.</summary>
    /// <param name="given">Of <c>--out</c>; null: the repository's own, or for quick forms a folder of runs.</param>
    /// <param name="isQuick">Quick forms never write to the repository's own.</param>
    public static ReproductionOptions For(string? given, bool isQuick)
    {
        string? one = given ?? (isQuick ? Path.Combine("runs", "reproduce-quick") : null);
        string root = RepositoryRoot.Find() ?? ".";
        return new ReproductionOptions
        {
            IsQuick = isQuick,
            PagesFolder = one ?? Path.Combine(root, "docs", "results"),
            ReportsFolder = one ?? Path.Combine("runs", "reproduce"),
            ResultsFolder = one is null ? Path.Combine(root, "experiments", "results") : Path.Combine(one, "results"),
            WorkFolder = Path.Combine(one ?? Path.Combine("runs", "reproduce"), "work"),
        };
    }
}
