namespace Delight.Learning.Training;

/// <summary>Which rows an update learned from, where groups that teach nothing are left out.</summary>
/// <param name="DroppedRows">Rows left out.</param>
/// <param name="DroppedRewardSum">Sum of their rewards.</param>
/// <param name="KeptRows">The others.</param>
/// <param name="KeptRewardSum">Sum of their rewards.</param>
public readonly record struct RowSelection(
    int DroppedRows, double DroppedRewardSum, int KeptRows, double KeptRewardSum);
