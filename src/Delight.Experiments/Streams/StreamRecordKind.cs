namespace Delight.Experiments.Streams;

/// <summary>What a record of a stream says; the values are those in the file.</summary>
internal enum StreamRecordKind : byte
{
    /// <summary>What was recorded, and with which settings; once, first.</summary>
    Header = 1,

    /// <summary>A learner's life began.</summary>
    Life = 2,

    /// <summary>Trajectories of one request reached the learner. Arrivals count from 0.</summary>
    Arrival = 3,

    /// <summary>Rows that arrived will not be trained on.</summary>
    Drop = 4,

    /// <summary>An update was made of these rows.</summary>
    Update = 5,

    /// <summary>The recording ended in order; once, last.</summary>
    End = 6,
}
