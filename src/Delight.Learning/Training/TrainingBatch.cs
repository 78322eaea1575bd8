using Delight.Learning.Kernels;
using Delight.Learning.Policies;

namespace Delight.Learning.Training;

/// <summary>The rows of one update in flat arrays, sized once and filled again for each update. Dims: B rows, T
/// decisions.</summary>
/// <remarks>Owned by one learner; not thread-safe. Adding and clearing allocate nothing.</remarks>
public sealed class TrainingBatch
{
    private readonly byte[] _contexts;
    private readonly int[] _chosen;
    private readonly double[] _behaviourLogProbs;
    private readonly byte[] _mask;
    private readonly float[] _rewards;
    private readonly long[] _groupKeys;
    private readonly int _contextBytes;
    private readonly int _decisions;

    /// <summary>Allocates for at most that many rows.</summary>
    /// <param name="rowsMax">B at most.</param>
    /// <param name="shape">Of the task.</param>
    /// <param name="contextBytes">Of the task.</param>
    public TrainingBatch(int rowsMax, PolicyShape shape, int contextBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsMax, 1);
        _contextBytes = contextBytes;
        _decisions = shape.Decisions;
        _contexts = new byte[rowsMax * contextBytes];
        _chosen = new int[rowsMax * _decisions];
        _behaviourLogProbs = new double[_chosen.Length];
        _mask = new byte[_chosen.Length];
        _rewards = new float[rowsMax];
        _groupKeys = new long[rowsMax];
    }

    /// <summary>B at most.</summary>
    public int RowsMax => _rewards.Length;

    /// <summary>B, the rows added since <see cref="Clear"/>.</summary>
    public int Rows { get; private set; }

    /// <summary>[B, ContextBytes].</summary>
    public ReadOnlySpan<byte> Contexts => _contexts.AsSpan(0, Rows * _contextBytes);

    /// <summary>[B, T].</summary>
    public ReadOnlySpan<int> Chosen => _chosen.AsSpan(0, Rows * _decisions);

    /// <summary>[B, T].</summary>
    public ReadOnlySpan<double> BehaviourLogProbs => _behaviourLogProbs.AsSpan(0, Rows * _decisions);

    /// <summary>[B, T].</summary>
    public ReadOnlySpan<byte> Mask => _mask.AsSpan(0, Rows * _decisions);

    /// <summary>[B].</summary>
    public ReadOnlySpan<float> Rewards => _rewards.AsSpan(0, Rows);

    /// <summary>Mean of <see cref="Rewards"/>; NaN without rows.</summary>
    public double RewardMean
    {
        get
        {
            double sum = 0;
            foreach (float reward in Rewards)
            {
                sum += reward;
            }

            return sum / Rows;
        }
    }

    /// <summary>[B].</summary>
    public ReadOnlySpan<long> GroupKeys => _groupKeys.AsSpan(0, Rows);

    /// <summary>One of the rows; valid until the batch changes.</summary>
    /// <param name="row">From 0 to <see cref="Rows"/> − 1.</param>
    public TrajectoryRow this[int row]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
            return new TrajectoryRow
            {
                Context = _contexts.AsSpan(row * _contextBytes, _contextBytes),
                Chosen = _chosen.AsSpan(row * _decisions, _decisions),
                BehaviourLogProbs = _behaviourLogProbs.AsSpan(row * _decisions, _decisions),
                Mask = _mask.AsSpan(row * _decisions, _decisions),
                Reward = _rewards[row],
                GroupKey = _groupKeys[row],
            };
        }
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear() => Rows = 0;

    /// <summary>Adds a row; its content is copied.</summary>
    /// <exception cref="ArgumentException">A length differs from the task's.</exception>
    /// <exception cref="InvalidOperationException">The batch is full.</exception>
    public void Add(in TrajectoryRow row)
    {
        if (Rows == RowsMax)
        {
            throw new InvalidOperationException($"the batch already has its {RowsMax} rows; clear it first.");
        }

        Shape.RequireLength(nameof(row.Context), row.Context.Length, _contextBytes, "[ContextBytes]");
        Shape.RequireLength(nameof(row.Chosen), row.Chosen.Length, _decisions, "[T]");
        Shape.RequireLength(nameof(row.BehaviourLogProbs), row.BehaviourLogProbs.Length, _decisions, "[T]");
        Shape.RequireLength(nameof(row.Mask), row.Mask.Length, _decisions, "[T]");
        row.Context.CopyTo(_contexts.AsSpan(Rows * _contextBytes));
        row.Chosen.CopyTo(_chosen.AsSpan(Rows * _decisions));
        row.BehaviourLogProbs.CopyTo(_behaviourLogProbs.AsSpan(Rows * _decisions));
        row.Mask.CopyTo(_mask.AsSpan(Rows * _decisions));
        _rewards[Rows] = row.Reward;
        _groupKeys[Rows] = row.GroupKey;
        Rows++;
    }
}
