namespace Delight.Learning.Policies.Transformer;

/// <summary>Memory of cached sampling: one layer's activations for the largest run, and one step's choices.</summary>
internal sealed class DecodingMemory
{
    private readonly double[] _draws;
    private readonly int[] _chosen;
    private readonly double[] _logProbs;
    private readonly int _decisions;

    public DecodingMemory(TransformerPolicy policy, int rowsMax)
    {
        _decisions = policy.Shape.Decisions;
        Activations = new LayerActivations(policy, checked(rowsMax * policy.Shape.InputBytes));
        Draw = new ActionDraw(rowsMax, policy.Shape.Actions);
        _draws = new double[rowsMax];
        _chosen = new int[rowsMax];
        _logProbs = new double[rowsMax];
    }

    /// <summary>Shared by all layers, since nothing is kept for a backward pass.</summary>
    public LayerActivations Activations { get; }

    /// <summary>Holds the logits of the step.</summary>
    public ActionDraw Draw { get; }

    /// <summary>Chooses decision t of every row.</summary>
    /// <param name="rows">B.</param>
    /// <param name="decision">t.</param>
    /// <param name="draws">[B, T], or empty: greedy.</param>
    /// <param name="chosen">[B, T]; column t is overwritten.</param>
    /// <param name="logProbs">[B, T]; column t is overwritten.</param>
    /// <returns>[B] the actions, valid until the next call.</returns>
    public ReadOnlySpan<int> Choose(
        int rows, int decision, ReadOnlySpan<double> draws, Span<int> chosen, Span<double> logProbs)
    {
        for (int row = 0; !draws.IsEmpty && row < rows; row++)
        {
            _draws[row] = draws[(row * _decisions) + decision];
        }

        Draw.Choose(
            rows, draws.IsEmpty ? default : _draws.AsSpan(0, rows), _chosen.AsSpan(0, rows), _logProbs.AsSpan(0, rows));
        for (int row = 0; row < rows; row++)
        {
            chosen[(row * _decisions) + decision] = _chosen[row];
            logProbs[(row * _decisions) + decision] = _logProbs[row];
        }

        return _chosen.AsSpan(0, rows);
    }
}
