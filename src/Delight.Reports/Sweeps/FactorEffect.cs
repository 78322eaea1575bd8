namespace Delight.Reports.Sweeps;

/// <summary>What one factor does to one estimator.</summary>
/// <param name="Factor">Its name.</param>
/// <param name="First">Its first level.</param>
/// <param name="Last">Its last level.</param>
/// <param name="Change">Mean of the last level minus mean of the first, in units of the metric.</param>
/// <param name="Share">η², its share of the variance over all runs, 0 to 1.</param>
internal sealed record FactorEffect(string Factor, string First, string Last, double Change, double Share);
