namespace Delight.Development.Bench;

/// <summary>One side-by-side measurement that <c>./delight bench NAME</c> runs.</summary>
internal interface IBench
{
    /// <summary>Name on the command line.</summary>
    string Name { get; }

    /// <summary>One line for help.</summary>
    string Summary { get; }

    /// <summary>True where it takes minutes, so that it runs only when it is named.</summary>
    bool RunsOnlyByName => false;

    /// <summary>Measures; takes seconds to a minute, or minutes where it runs only by name.</summary>
    BenchResult Run();

    /// <summary>The same, and tells how it gets on where that takes minutes.</summary>
    BenchResult Run(TextWriter progress) => Run();
}
