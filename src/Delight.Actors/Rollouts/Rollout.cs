using Delight.Actors.Frictions;
using Delight.Learning.Parameters;

namespace Delight.Actors.Rollouts;

/// <summary>The rows of one request while a worker still waits for their rewards. Dims: B rows, T decisions.</summary>
/// <param name="rows">B.</param>
/// <param name="decisions">T.</param>
/// <param name="contextBytes">Of the task.</param>
public sealed class Rollout(int rows, int decisions, int contextBytes)
{
    /// <summary>B.</summary>
    public int Rows { get; } = rows;

    /// <summary>The policy that chose the first action.</summary>
    public PolicyVersion VersionAtStart { get; private set; }

    /// <summary>The policy that chose the last action.</summary>
    public PolicyVersion VersionAtEnd { get; private set; }

    /// <summary>Mean over the decisions of the step of the policy that chose.</summary>
    public double StepMean { get; private set; }

    /// <summary>[B, ContextBytes].</summary>
    public byte[] Contexts { get; } = new byte[rows * contextBytes];

    /// <summary>[B, T].</summary>
    public int[] Chosen { get; } = new int[rows * decisions];

    /// <summary>[B, T].</summary>
    public double[] BehaviourLogProbs { get; } = new double[rows * decisions];

    /// <summary>[B, T]; every decision counts unless said otherwise.</summary>
    public byte[] Mask { get; } = CreateMask(rows * decisions);

    /// <summary>[B].</summary>
    public long[] GroupKeys { get; } = new long[rows];

    /// <summary>[B].</summary>
    public RowFriction[] Frictions { get; } = new RowFriction[rows];

    /// <summary>The largest surprisal of a row, <c>−Σ log μ</c> over its decisions as the worker reports
    /// them.</summary>
    /// <returns>Nats, at least 0.</returns>
    public double LargestSurprisal()
    {
        double largest = 0;
        int answered = BehaviourLogProbs.Length / Rows;
        for (int row = 0; row < Rows; row++)
        {
            double surprisal = 0;
            foreach (double logProb in BehaviourLogProbs.AsSpan(row * answered, answered))
            {
                surprisal -= logProb;
            }

            largest = Math.Max(largest, surprisal);
        }

        return largest;
    }

    /// <summary>Says who chose some decisions of each row, in their order.</summary>
    /// <param name="version">The policy.</param>
    /// <param name="first">The first of these decisions.</param>
    /// <param name="count">How many.</param>
    public void ChosenBy(PolicyVersion version, int first, int count)
    {
        VersionAtStart = first == 0 ? version : VersionAtStart;
        VersionAtEnd = version;
        StepMean = first == 0 ? version.Step
            : ((StepMean * first) + ((double)version.Step * count)) / (first + count);
    }

    /// <summary>Marks every row.</summary>
    public void Mark(RowFriction friction)
    {
        foreach (ref RowFriction row in Frictions.AsSpan())
        {
            row |= friction;
        }
    }

    private static byte[] CreateMask(int length)
    {
        byte[] mask = new byte[length];
        mask.AsSpan().Fill(1);
        return mask;
    }
}
