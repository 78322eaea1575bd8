using Delight.Learning.Policies;

namespace Delight.Learning.Training;

/// <summary>The trainer's working memory, sized for the largest batch. Dims: B rows, T decisions, A actions.</summary>
internal sealed class BatchScratch
{
    private readonly PolicyShape _shape;
    private readonly byte[] _inputs;
    private readonly int[] _chosen;
    private readonly float[] _logits;
    private readonly float[] _dLogits;
    private readonly double[] _probabilities;
    private readonly double[] _logProbs;
    private readonly float[] _coefficients;
    private readonly byte[] _mask;
    private readonly double[] _confidences;
    private readonly double[] _advantages;
    private readonly int[] _groups;
    private readonly int[] _rowsKept;

    public BatchScratch(int rowsMax, PolicyShape shape)
    {
        _shape = shape;
        int cells = rowsMax * shape.Decisions;
        _inputs = new byte[rowsMax * shape.InputBytes];
        _chosen = new int[cells];
        _logits = new float[cells * shape.Actions];
        _dLogits = new float[_logits.Length];
        _probabilities = new double[_logits.Length];
        _logProbs = new double[cells];
        _coefficients = new float[cells];
        _mask = new byte[cells];
        _confidences = new double[rowsMax];
        _advantages = new double[rowsMax];
        _groups = new int[rowsMax];
        _rowsKept = new int[rowsMax];
    }

    /// <summary>The parts of the memory that a batch of that many rows uses.</summary>
    public View Of(int rows)
    {
        int cells = rows * _shape.Decisions, logits = cells * _shape.Actions;
        return new View
        {
            Rows = rows,
            Inputs = _inputs.AsSpan(0, rows * _shape.InputBytes),
            Chosen = _chosen.AsSpan(0, cells),
            Logits = _logits.AsSpan(0, logits),
            DLogits = _dLogits.AsSpan(0, logits),
            Probabilities = _probabilities.AsSpan(0, logits),
            LogProbs = _logProbs.AsSpan(0, cells),
            Coefficients = _coefficients.AsSpan(0, cells),
            Mask = _mask.AsSpan(0, cells),
            Confidences = _confidences.AsSpan(0, rows),
            Advantages = _advantages.AsSpan(0, rows),
            Groups = _groups.AsSpan(0, rows),
            RowsKept = _rowsKept.AsSpan(0, rows),
        };
    }

    /// <summary>Spans of one batch's size.</summary>
    public readonly ref struct View
    {
        public required int Rows { get; init; }

        /// <summary>[B, InputBytes].</summary>
        public required Span<byte> Inputs { get; init; }

        /// <summary>[B, T].</summary>
        public required Span<int> Chosen { get; init; }

        /// <summary>[B, T, A].</summary>
        public required Span<float> Logits { get; init; }

        /// <summary>[K, T, A] of the K rows kept.</summary>
        public required Span<float> DLogits { get; init; }

        /// <summary>[B, T, A].</summary>
        public required Span<double> Probabilities { get; init; }

        /// <summary>[B, T].</summary>
        public required Span<double> LogProbs { get; init; }

        /// <summary>[B, T].</summary>
        public required Span<float> Coefficients { get; init; }

        /// <summary>[B, T] 1 where a decision is learned from.</summary>
        public required Span<byte> Mask { get; init; }

        /// <summary>[B].</summary>
        public required Span<double> Confidences { get; init; }

        /// <summary>[B].</summary>
        public required Span<double> Advantages { get; init; }

        /// <summary>[B].</summary>
        public required Span<int> Groups { get; init; }

        /// <summary>[B] of which the first K are used.</summary>
        public required Span<int> RowsKept { get; init; }
    }
}
