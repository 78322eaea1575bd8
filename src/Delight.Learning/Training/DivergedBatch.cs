using Delight.Learning.Policies;

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

    /// <summary>Copies a batch, and writes the right answers to its contexts.</summary>
    internal static DivergedBatch Of(TrainerParts parts, TrainingBatch batch, in BatchScratch.View view)
    {
        PolicyShape shape = parts.Policy.Shape;
        int[] answers = new int[view.Chosen.Length];
        for (int row = 0; row < batch.Rows; row++)
        {
            ReadOnlySpan<byte> context = batch.Contexts.Slice(row * parts.Task.ContextBytes, parts.Task.ContextBytes);
            parts.Task.WriteAnswer(context, answers.AsSpan(row * shape.Decisions, shape.Decisions));
        }

        return new DivergedBatch
        {
            Rows = batch.Rows,
            Decisions = shape.Decisions,
            Actions = shape.Actions,
            Logits = view.Logits.ToArray(),
            Chosen = batch.Chosen.ToArray(),
            BehaviourLogProbs = batch.BehaviourLogProbs.ToArray(),
            Rewards = batch.Rewards.ToArray(),
            Groups = view.Groups.ToArray(),
            Mask = batch.Mask.ToArray(),
            Answers = answers,
        };
    }
}
