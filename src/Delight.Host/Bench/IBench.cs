namespace Delight.Host.Bench;

/// <summary>One side-by-side measurement that <c>./delight bench NAME</c> runs.</summary>
internal interface IBench
{
    /// <summary>Name on the command line.</summary>
    string Name { get; }

    /// <summary>One line for help.</summary>
    string Summary { get; }

    /// <summary>Measures; takes seconds to a minute.</summary>
    BenchResult Run();
}
