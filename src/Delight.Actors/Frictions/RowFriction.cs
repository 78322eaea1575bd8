namespace Delight.Actors.Frictions;

/// <summary>What happened to a row on its way, as those know it who did it. Travels for the record only: nobody learns
/// from it.</summary>
[Flags]
public enum RowFriction : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A worker with a broken build made it.</summary>
    BrokenWorker = 1,

    /// <summary>Its reward is not the task's.</summary>
    WrongReward = 2,

    /// <summary>Its reward came too late; the default stands in its place.</summary>
    LateReward = 4,

    /// <summary>A searching worker put the right answer in.</summary>
    SearchedAnswer = 8,

    /// <summary>The worker decoded with rounded weights.</summary>
    RoundedWeights = 16,
}
