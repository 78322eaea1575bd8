using Delight.Actors.Learners;
using Delight.Host.Terminal;
using Delight.Learning.Parts;
using Spectre.Console;

namespace Delight.Host.CommandLine;

/// <summary>What every verb works with.</summary>
public sealed record HostContext
{
    /// <summary>Standard output: results, and with <c>--json</c> one JSON object and nothing else.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Standard error: progress and problems.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Standard output as a terminal, for tables.</summary>
    public IAnsiConsole OutputConsole { get; init; } = HostConsole.Output();

    /// <summary>Standard error as a terminal, for progress.</summary>
    public IAnsiConsole ErrorConsole { get; init; } = HostConsole.Error();

    /// <summary>The parts that scenarios may name.</summary>
    public PartCatalogues Catalogues { get; init; } = new();

    /// <summary>The wall clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Changes how explored learners are put together: for tests that exploration finds what is wrong with
    /// them.</summary>
    internal Func<LearnerParts, LearnerParts> AdjustLearner { get; init; } = parts => parts;
}
