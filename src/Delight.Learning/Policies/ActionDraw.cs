using Delight.Learning.Kernels;

namespace Delight.Learning.Policies;

/// <summary>Turns the logits of one decision a row into chosen actions; owns the scratch memory for it.</summary>
/// <remarks>Allocates nothing after construction. Not thread-safe.</remarks>
public sealed class ActionDraw
{
    private readonly int _actions;
    private readonly float[] _logits;
    private readonly double[] _probabilities;

    /// <summary>Allocates for at most that many rows.</summary>
    /// <param name="rowsMax">The largest batch.</param>
    /// <param name="actions">A.</param>
    public ActionDraw(int rowsMax, int actions)
    {
        _actions = actions;
        _logits = new float[rowsMax * actions];
        _probabilities = new double[rowsMax * actions];
    }

    /// <summary>[rows, A] where the caller writes the logits that <see cref="Choose"/> then reads.</summary>
    public Span<float> LogitsOf(int rows) => _logits.AsSpan(0, rows * _actions);

    /// <summary>Chooses one action a row.</summary>
    /// <param name="rows">B.</param>
    /// <param name="draws">[B] uniform in [0, 1): the action in whose share of the cumulative distribution the draw
    /// falls; empty: the most probable, the lowest index among equals.</param>
    /// <param name="chosen">[B]; overwritten.</param>
    /// <param name="logProbs">[B]; overwritten.</param>
    public void Choose(int rows, ReadOnlySpan<double> draws, Span<int> chosen, Span<double> logProbs)
    {
        ReadOnlySpan<float> logits = LogitsOf(rows);
        Span<double> probabilities = _probabilities.AsSpan(0, rows * _actions);
        if (draws.IsEmpty)
        {
            for (int row = 0; row < rows; row++)
            {
                chosen[row] = Greedy(logits.Slice(row * _actions, _actions));
            }

            LogSoftmax.Forward(logits, _actions, chosen[..rows], logProbs[..rows], probabilities);
            return;
        }

        Shape.RequireLength(nameof(draws), draws.Length, rows, "[B]");
        chosen[..rows].Clear();
        LogSoftmax.Forward(logits, _actions, chosen[..rows], logProbs[..rows], probabilities);
        for (int row = 0; row < rows; row++)
        {
            chosen[row] = Draw(probabilities.Slice(row * _actions, _actions), draws[row]);
        }

        LogSoftmax.Forward(logits, _actions, chosen[..rows], logProbs[..rows], probabilities);
    }

    /// <summary>The most probable action, the lowest index among equals.</summary>
    public static int Greedy(ReadOnlySpan<float> logits)
    {
        int best = 0;
        for (int action = 1; action < logits.Length; action++)
        {
            best = logits[action] > logits[best] ? action : best;
        }

        return best;
    }

    /// <summary>The action in whose share of the cumulative distribution a draw falls.</summary>
    /// <param name="probabilities">[A], each at least 0, in all about 1.</param>
    /// <param name="draw">In [0, 1).</param>
    /// <returns>Never an action of probability 0, unless all are.</returns>
    public static int Draw(ReadOnlySpan<double> probabilities, double draw)
    {
        double sum = 0;
        int last = 0;
        for (int action = 0; action < probabilities.Length; action++)
        {
            if (probabilities[action] > 0)
            {
                sum += probabilities[action];
                last = action;
                if (draw < sum)
                {
                    return action;
                }
            }
        }

        return last; // rounding left the sum a little below the draw
    }
}
