namespace Delight.Benchmarks.Configuration;

/// <summary>A benchmark class that can say how much work its operations are, so that a rate stands beside every
/// time.</summary>
internal interface IHasWork
{
    /// <summary>Work of one operation, with the parameters set and no setup done.</summary>
    /// <param name="category">The category of the benchmark method.</param>
    Work WorkOf(string category);
}
