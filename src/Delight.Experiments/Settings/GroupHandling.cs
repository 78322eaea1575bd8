namespace Delight.Experiments.Settings;

/// <summary>What becomes of groups whose rewards are all equal.</summary>
public enum GroupHandling
{
    /// <summary>They are trained on.</summary>
    Keep,

    /// <summary>They are left out.</summary>
    Drop,

    /// <summary>They are replaced by others.</summary>
    Refill,
}
