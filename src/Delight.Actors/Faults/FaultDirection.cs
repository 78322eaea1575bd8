namespace Delight.Actors.Faults;

/// <summary>Which of the links between a fault's targets and the other side it concerns.</summary>
public enum FaultDirection
{
    /// <summary>Both ways.</summary>
    Both,

    /// <summary>What the targets send.</summary>
    Outgoing,

    /// <summary>What is sent to the targets.</summary>
    Incoming,
}
