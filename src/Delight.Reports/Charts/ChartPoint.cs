namespace Delight.Reports.Charts;

/// <summary>A point of a line with the band around it.</summary>
/// <param name="X">Horizontal value.</param>
/// <param name="Y">Value of the line; not finite for a gap.</param>
/// <param name="Low">Lower edge of the band; equal to Y where there is none.</param>
/// <param name="High">Upper edge of the band.</param>
internal readonly record struct ChartPoint(double X, double Y, double Low, double High)
{
    /// <summary>Single values behind it that are drawn as small dots; null for none.</summary>
    public IReadOnlyList<double>? Singles { get; init; }

    /// <summary>A point without a band.</summary>
    public ChartPoint(double x, double y)
        : this(x, y, y, y)
    {
    }
}
