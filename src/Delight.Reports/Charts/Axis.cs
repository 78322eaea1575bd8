namespace Delight.Reports.Charts;

/// <summary>Maps values of one axis to coordinates of a drawing.</summary>
/// <param name="Range">Which values, and their scale.</param>
/// <param name="From">Coordinate of the lower end.</param>
/// <param name="To">Coordinate of the upper end.</param>
internal readonly record struct Axis(AxisRange Range, double From, double To)
{
    /// <summary>The coordinate of a value; what lies outside of the axis is drawn at its end.</summary>
    public double At(double value) => From + (Range.Place(value) * (To - From));
}
