namespace Delight.Learning.Training;

/// <summary>One row of a batch as its trajectory brought it. Dims: T decisions.</summary>
public readonly ref struct TrajectoryRow
{
    /// <summary>[ContextBytes] of the task.</summary>
    public required ReadOnlySpan<byte> Context { get; init; }

    /// <summary>[T] the actions that the worker chose.</summary>
    public required ReadOnlySpan<int> Chosen { get; init; }

    /// <summary>[T] natural logs of the behaviour policy's probabilities, as reported.</summary>
    public required ReadOnlySpan<double> BehaviourLogProbs { get; init; }

    /// <summary>[T] 1 where the decision counts, else 0.</summary>
    public required ReadOnlySpan<byte> Mask { get; init; }

    /// <summary>The row's reward, finite.</summary>
    public required float Reward { get; init; }

    /// <summary>Rows of one context have the same key; any number.</summary>
    public required long GroupKey { get; init; }
}
