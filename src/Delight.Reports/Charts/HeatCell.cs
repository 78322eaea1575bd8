namespace Delight.Reports.Charts;

/// <summary>A cell of a heat map.</summary>
/// <param name="Value">Not finite where there is none.</param>
/// <param name="Text">The value in words.</param>
/// <param name="Note">What stands below it: an interval, or why there is none.</param>
/// <param name="Detail">What a pointer on it shows.</param>
/// <param name="IsBest">True to frame it.</param>
/// <param name="IsTied">True to mark it as no worse than the best.</param>
internal readonly record struct HeatCell(
    double Value, string Text, string Note, string Detail, bool IsBest, bool IsTied);
