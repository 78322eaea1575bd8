namespace Delight.Reports.Charts;

/// <summary>Maps values of one axis to coordinates of a drawing.</summary>
/// <param name="Min">Value at <paramref name="From"/>; above 0 on a logarithmic axis.</param>
/// <param name="Max">Value at <paramref name="To"/>, above <paramref name="Min"/>.</param>
/// <param name="From">Coordinate of the lower end.</param>
/// <param name="To">Coordinate of the upper end.</param>
/// <param name="IsLogarithmic">Equal ratios are equally long.</param>
internal readonly record struct Axis(double Min, double Max, double From, double To, bool IsLogarithmic = false)
{
    /// <summary>The coordinate of a value; what lies outside of the axis is drawn at its end.</summary>
    public double At(double value)
    {
        double clamped = Math.Clamp(value, Min, Max);
        double share = IsLogarithmic
            ? Math.Log(clamped / Min) / Math.Log(Max / Min)
            : (clamped - Min) / (Max - Min);
        return From + (share * (To - From));
    }

    /// <summary>Round values to label.</summary>
    public IReadOnlyList<double> Ticks(int countMax) =>
        IsLogarithmic ? AxisTicks.Logarithmic(Min, Max, countMax) : AxisTicks.Linear(Min, Max, countMax);
}
