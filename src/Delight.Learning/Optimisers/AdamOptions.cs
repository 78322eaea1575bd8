namespace Delight.Learning.Optimisers;

/// <summary>Settings of <see cref="Adam"/>.</summary>
public sealed record AdamOptions
{
    /// <summary>Decay of the first moment.</summary>
    /// <value>0 to below 1. Default 0.9.</value>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the second moment.</summary>
    /// <value>0 to below 1. Default 0.999.</value>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the second moment.</summary>
    /// <value>Above 0. Default 1e-8.</value>
    public double Epsilon { get; init; } = 1e-8;
}
