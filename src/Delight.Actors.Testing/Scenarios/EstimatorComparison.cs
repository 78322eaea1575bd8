using System.Globalization;

namespace Delight.Actors.Testing.Scenarios;

/// <summary>Two runs that differ by nothing but their estimator.</summary>
/// <param name="First">With the first one.</param>
/// <param name="Second">With the second one.</param>
public sealed record EstimatorComparison(FrictionResult First, FrictionResult Second)
{
    /// <summary>The seed of both.</summary>
    public ulong Seed => First.Scenario.Seed;

    /// <summary>Final error of the second minus that of the first: above 0 where the first ends better.</summary>
    public double Gap => Second.Error - First.Error;

    /// <summary>For example <c>seed 3: dg 0.02, reinforce 0.31</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"seed {Seed}: {First.Scenario.Estimator.Name} {First.Error:0.####}, "
        + $"{Second.Scenario.Estimator.Name} {Second.Error:0.####}");
}
