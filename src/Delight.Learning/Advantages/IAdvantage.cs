namespace Delight.Learning.Advantages;

/// <summary>Turns rewards into advantages, one per row, by subtracting a baseline.</summary>
/// <remarks>An instance holds its options and scratch memory; sums are in double, in ascending index. Not
/// thread-safe.</remarks>
public interface IAdvantage
{
    /// <summary>True where <see cref="RewardBatch.Confidences"/> must be filled; such a baseline is for one decision a
    /// row.</summary>
    bool NeedsConfidences => false;

    /// <summary>True where rows are compared with the other rows of their group, so that groups of one row teach
    /// nothing.</summary>
    bool NeedsGroups => false;

    /// <summary>Rows of the last <see cref="Compute"/> whose advantage is 0 because there was nothing to compare them
    /// with: a group of one row, or of equal rewards. 0 for baselines that compare no rows.</summary>
    int UninformativeRows => 0;

    /// <summary>Writes the advantages.</summary>
    /// <param name="batch">B rows.</param>
    /// <param name="advantages">[B]; overwritten.</param>
    void Compute(in RewardBatch batch, Span<double> advantages);
}
