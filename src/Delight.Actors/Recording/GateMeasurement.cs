namespace Delight.Actors.Recording;

/// <summary>How much of their REINFORCE weight decisions of one sign of advantage kept.</summary>
/// <param name="Share">Share of the unmasked decisions that are of this sign, 0 to 1.</param>
/// <param name="WeightMean">Mean of c·N / A: the gate of dg, the ratio of pg, 1 for reinforce. 0 where there was
/// none.</param>
/// <param name="SurprisalMean">Mean of −l, in nats. 0 where there was none.</param>
public sealed record GateMeasurement(double Share, double WeightMean, double SurprisalMean);
