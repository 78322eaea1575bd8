namespace Delight.Experiments.Settings;

/// <summary>The log-probability that broken rows report.</summary>
public enum DefectClaim
{
    /// <summary>What the build claims.</summary>
    AsBuilt,

    /// <summary>The true one of the answer.</summary>
    True,
}
