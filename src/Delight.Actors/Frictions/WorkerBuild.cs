namespace Delight.Actors.Frictions;

/// <summary>Which build of the worker runs: the right one, one with a known defect, or one that searches.</summary>
public enum WorkerBuild
{
    /// <summary>Does what it should.</summary>
    Sound,

    /// <summary>Answers every request with action 0 and claims that its probability was 1.</summary>
    ConstantAnswer,

    /// <summary>Keeps the first policy that it ever received.</summary>
    FrozenSnapshot,

    /// <summary>Reports the action after the one that it chose, with the probability of the one that it
    /// chose.</summary>
    OffByOne,

    /// <summary>Marks the second half of every answer as not to be counted.</summary>
    WrongMask,

    /// <summary>Searches: the first row of every request is a right answer, with the probability 1 of a search that is
    /// certain.</summary>
    Searching,
}
