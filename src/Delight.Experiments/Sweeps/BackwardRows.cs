using Delight.Actors.Recording;

namespace Delight.Experiments.Sweeps;

/// <summary>Rows that a learner passed backward up to a step, from the shares that it measured.</summary>
/// <param name="updates">Ascending; each speaks for the steps since the one before.</param>
/// <param name="batchRows">Rows of one step.</param>
internal sealed class BackwardRows(IReadOnlyList<UpdateMeasurement> updates, int batchRows)
{
    /// <summary>The number up to a step; between two measurements their share counts. Null where one has no
    /// share.</summary>
    public double? At(long step)
    {
        double rows = 0;
        long from = 0;
        foreach (UpdateMeasurement update in updates)
        {
            if (from >= step)
            {
                break;
            }

            if (update.BackwardShare is not { } share)
            {
                return null;
            }

            rows += share * batchRows * (Math.Min(step, update.Step) - from);
            from = update.Step;
        }

        return rows;
    }
}
