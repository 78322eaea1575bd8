namespace Delight.Learning.Training;

/// <summary>The batch at which training diverged, as the estimator saw it. Dims: B rows, T decisions, A
/// actions.</summary>
/// <remarks>Logits, and what follows from them, may be infinite or NaN: that is what it is kept for.</remarks>
public sealed record DivergedBatch
{
    /// <summary>B.</summary>
    public required int Rows { get; init; }

    /// <summary>T.</summary>
    public required int Decisions { get; init; }

    /// <summary>A.</summary>
    public required int Actions { get; init; }

    /// <summary>[B, T, A] the learner's logits.</summary>
    public required float[] Logits { get; init; }

    /// <summary>[B, T] actions that the workers chose.</summary>
    public required int[] Chosen { get; init; }

    /// <summary>[B, T] natural logs of the behaviour policy's probabilities.</summary>
    public required double[] BehaviourLogProbs { get; init; }

    /// <summary>[B].</summary>
    public required float[] Rewards { get; init; }

    /// <summary>[B] dense group indices.</summary>
    public required int[] Groups { get; init; }

    /// <summary>[B, T] 1 where the decision counts.</summary>
    public required byte[] Mask { get; init; }

    /// <summary>[B, T] right answers.</summary>
    public required int[] Answers { get; init; }
}
