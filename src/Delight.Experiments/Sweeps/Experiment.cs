namespace Delight.Experiments.Sweeps;

/// <summary>What an experiment's file asks for: which runs, which figures, and what the paper says.</summary>
/// <param name="Name">Of the file, without its extension.</param>
/// <param name="File">As shown to people.</param>
/// <param name="Title">Head of its page.</param>
/// <param name="Question">What it answers, in one or two sentences.</param>
public sealed record Experiment(string Name, string File, string Title, string Question)
{
    /// <summary>True where it computes the tabular analysis in place of runs.</summary>
    public bool IsTheory { get; init; }

    /// <summary>What it is compared with.</summary>
    public PaperReference Paper { get; init; } = new(string.Empty, [], null);

    /// <summary>Its groups of runs, at least one unless it is theory.</summary>
    public IReadOnlyList<ExperimentVariant> Variants { get; init; } = [];

    /// <summary>How many seeds each cell has.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>The first of them.</summary>
    public long SeedFirst { get; init; } = 1;

    /// <summary>Paths of assemblies with parts that Delight does not ship.</summary>
    public IReadOnlyList<string> Assemblies { get; init; } = [];

    /// <summary>True where wall time is among its results: runs are one at a time, estimators take turns seed by seed,
    /// and each has a run before that does not count.</summary>
    public bool IsTimed { get; init; }

    /// <summary>Label of the estimator that the others are compared with; null: the first.</summary>
    public string? Against { get; init; }

    /// <summary>Panels of its figure.</summary>
    public IReadOnlyList<ExperimentFigure> Figures { get; init; } = [];

    /// <summary>Metrics that it tabulates; see <see cref="Metric"/>.</summary>
    public IReadOnlyList<string> Tables { get; init; } = ["error"];

    /// <summary>True to tabulate what updates made of rows, by age.</summary>
    public bool HasAgeTables { get; init; }

    /// <summary>Where it is not what the paper did, a paragraph each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What the results of the full form show, a paragraph each, written by hand.</summary>
    public IReadOnlyList<string> Discussion { get; init; } = [];
}
