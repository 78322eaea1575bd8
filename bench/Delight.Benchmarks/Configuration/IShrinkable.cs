namespace Delight.Benchmarks.Configuration;

/// <summary>A benchmark class whose sizes are not parameters, or are too large for a test.</summary>
internal interface IShrinkable
{
    /// <summary>Sets sizes at which one call takes microseconds; called before the setup. Odd sizes also reach the
    /// scalar tails.</summary>
    void UseTinySizes();
}
