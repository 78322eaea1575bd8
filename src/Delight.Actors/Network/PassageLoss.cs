namespace Delight.Actors.Network;

/// <summary>Why a message did not get through the network.</summary>
public enum PassageLoss
{
    /// <summary>It did.</summary>
    None,

    /// <summary>The link lost it.</summary>
    Loss,

    /// <summary>The link was cut as it left.</summary>
    Partition,
}
