namespace Delight.Experiments.Settings;

/// <summary>The catalogues that scenarios take parts from.</summary>
internal enum PartCatalogueName
{
    /// <summary>What is learned.</summary>
    Tasks,

    /// <summary>What learns.</summary>
    Policies,

    /// <summary>How it learns.</summary>
    Estimators,

    /// <summary>What a reward is compared with.</summary>
    Advantages,

    /// <summary>How old the policies of workers are.</summary>
    Ages,
}
