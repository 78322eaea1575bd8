namespace Delight.Experiments.Sweeps;

/// <summary>What the horizontal axis of a figure shows.</summary>
public enum FigureAxis
{
    /// <summary>The points of a sweep at equal distances.</summary>
    Sweep,

    /// <summary>Learner steps.</summary>
    Steps,

    /// <summary>Rows that the learner passed forward.</summary>
    Forward,

    /// <summary>Rows that the learner passed backward.</summary>
    Backward,

    /// <summary>Wall time.</summary>
    Seconds,

    /// <summary>Staleness of rows; the vertical axis is the share of rows that are at most as old.</summary>
    Staleness,
}
