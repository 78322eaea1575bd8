namespace Delight.Learning.Optimisers;

/// <summary>How the learning rate changes over a run, after the warm-up.</summary>
public enum LearningRateSchedule
{
    /// <summary>Stays as it is.</summary>
    Constant,

    /// <summary>Falls in a straight line to 0 at the last step.</summary>
    Linear,

    /// <summary>Falls along half a cosine to 0 at the last step.</summary>
    Cosine,
}
