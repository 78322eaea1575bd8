namespace Delight.Actors.Learners;

/// <summary>Counts rows from grant to update and says how many more may be granted.</summary>
/// <remarks>
/// <para><c>capacity = (bound + published + 1) · batch − (trained + queued + running)</c> where a bound is set, and
/// never more than <c>in-flight maximum − (queued + running)</c>. A row granted under it while version v is the newest
/// published one is trained on at version v + bound or earlier, if the worker uses v or newer and no row granted later
/// is trained on before it: what a slow worker sends may still come too late.</para>
/// <para>Pure counting: no clock, no messages. Not thread-safe: owned by the learner.</para>
/// <para>Source: the staleness-bounded capacity of Fu et al. (2025), AReaL; ours counts rows and the published
/// version.</para>
/// </remarks>
public class AdmissionControl(int batchRows, int rowsInFlightMax, long? stalenessMax)
{
    /// <summary>Rows trained on since the learner's last recovery.</summary>
    public long Trained { get; private set; }

    /// <summary>Rows that arrived and wait for an update.</summary>
    public long Queued { get; private set; }

    /// <summary>Rows granted that did not arrive yet.</summary>
    public long Running { get; private set; }

    /// <summary>Rows that may be granted now.</summary>
    /// <param name="published">Newest published step since the learner's last recovery.</param>
    public virtual long Capacity(long published)
    {
        long inFlight = rowsInFlightMax - Queued - Running;
        return stalenessMax is { } bound
            ? Math.Min(inFlight, ((bound + published + 1) * batchRows) - (Trained + Queued + Running))
            : inFlight;
    }

    /// <summary>Rows were granted.</summary>
    public void Grant(int rows) => Running += rows;

    /// <summary>Granted rows will never arrive: their credit returns.</summary>
    public virtual void Lose(int rows) => Running -= rows;

    /// <summary>Granted rows arrived.</summary>
    public void Arrive(int rows)
    {
        Running -= rows;
        Queued += rows;
    }

    /// <summary>Queued rows were trained on.</summary>
    public void Train(int rows)
    {
        Queued -= rows;
        Trained += rows;
    }

    /// <summary>Queued rows were dropped: they are granted anew, so that updates keep their promised rows.</summary>
    public void Drop(int rows) => Queued -= rows;
}
