namespace Delight.Reports.Charts;

/// <summary>What is equally long on an axis.</summary>
internal enum AxisKind
{
    /// <summary>Equal differences.</summary>
    Linear,

    /// <summary>Equal ratios; every value is above 0.</summary>
    Logarithmic,

    /// <summary>Equal differences around 0, equal ratios farther out: for what is 0 here and spans decades
    /// there.</summary>
    Symmetric,
}
