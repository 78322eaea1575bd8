using Delight.Determinism;

namespace Delight.Learning.Estimators;

/// <summary>The gate that all gated estimators share.</summary>
public static class Gate
{
    /// <summary><c>sigmoid(excess / η)</c>; for η = 0 the step: 1 where the excess is above 0, else 0.</summary>
    /// <param name="excess">What the gate looks at, minus its threshold.</param>
    /// <param name="eta">Temperature, at least 0.</param>
    /// <returns>From 0 to 1.</returns>
    public static double Of(double excess, double eta) =>
        eta == 0 ? (excess > 0 ? 1 : 0) : StableMath.Sigmoid(excess / eta);
}
