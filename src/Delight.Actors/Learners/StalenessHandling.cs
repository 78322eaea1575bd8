namespace Delight.Actors.Learners;

/// <summary>How a learner keeps rows from being older than its bound.</summary>
public enum StalenessHandling
{
    /// <summary>Work is granted only while its rows can still be trained on in time: workers wait instead of working
    /// for nothing. What comes too late all the same is dropped.</summary>
    Wait,

    /// <summary>Work is granted freely; rows that are too old are dropped for good, and new rows come in their place.
    /// So the rows that are trained on are the quick ones.</summary>
    Drop,

    /// <summary>Work is granted freely; rows that are too old are generated again with a newer policy. So every context
    /// is trained on, if not its first answer.</summary>
    Refill,
}
