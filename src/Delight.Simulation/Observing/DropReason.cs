namespace Delight.Simulation.Observing;

/// <summary>Why a message did not reach its receiver.</summary>
public enum DropReason
{
    /// <summary>The link lost it.</summary>
    LinkLoss,

    /// <summary>The link was cut as it left.</summary>
    LinkCut,

    /// <summary>The receiver's node was down as it arrived.</summary>
    NodeDown,

    /// <summary>It waited on a node that crashed, or had not left it.</summary>
    NodeCrash,
}
