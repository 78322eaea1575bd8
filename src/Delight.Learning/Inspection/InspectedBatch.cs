using Delight.Learning.Advantages;

namespace Delight.Learning.Inspection;

/// <summary>A batch as <see cref="BatchFile"/> reads it: checked, flat, row-major. Dims: B rows, T decisions, A
/// actions.</summary>
/// <remarks>Where the mask is 0 everything is 0, whatever the file said there.</remarks>
public sealed class InspectedBatch
{
    /// <summary>B.</summary>
    public required int Rows { get; init; }

    /// <summary>T.</summary>
    public required int Decisions { get; init; }

    /// <summary>A.</summary>
    public required int Actions { get; init; }

    /// <summary>[B, T, A] the learner's logits, |z| ≤ 1e4, or 1e30 where the file says that a training
    /// diverged.</summary>
    public required float[] Logits { get; init; }

    /// <summary>[B, T] chosen actions, 0 to A − 1.</summary>
    public required int[] Chosen { get; init; }

    /// <summary>[B, T] u, natural logs in [−1e3, 0].</summary>
    public required double[] BehaviourLogProbs { get; init; }

    /// <summary>[B] |r| ≤ 1e6.</summary>
    public required float[] Rewards { get; init; }

    /// <summary>[B] dense group indices, numbered in order of first appearance.</summary>
    public required int[] Groups { get; init; }

    /// <summary>Number of groups.</summary>
    public required int GroupCount { get; init; }

    /// <summary>[B, T] 1 where the decision counts.</summary>
    public required byte[] Mask { get; init; }

    /// <summary>N, the number of decisions that count; at least 1.</summary>
    public required int Count { get; init; }

    /// <summary>[B, T] right answers, or null where the file has none.</summary>
    public int[]? Answers { get; init; }

    /// <summary>The baseline as written, <c>group-mean</c> where the file names none.</summary>
    public required string BaselineText { get; init; }

    /// <summary>The baseline.</summary>
    public required IAdvantage Baseline { get; init; }
}
