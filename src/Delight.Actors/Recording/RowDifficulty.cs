namespace Delight.Actors.Recording;

/// <summary>How well a row did: what is known of how difficult its context is to the policy that answered.</summary>
public enum RowDifficulty
{
    /// <summary>Its reward is 0 or below.</summary>
    Unsolved,

    /// <summary>Its reward lies between 0 and 1.</summary>
    Partial,

    /// <summary>Its reward is 1 or above.</summary>
    Solved,
}
