using Delight.Determinism;
using Delight.Learning.Policies;
using Delight.Learning.Tasks;

namespace Delight.Actors.Evaluation;

/// <summary>Measures parameters on held-out contexts: the share of answers that are wrong.</summary>
/// <remarks>Not thread-safe. Allocates only at construction.</remarks>
public sealed class HeldOutEvaluation : IDisposable
{
    private const int RowsPerPass = 500;

    private readonly ITask _task;
    private readonly IPolicyPass _pass;
    private readonly byte[] _contexts;
    private readonly byte[] _inputs;
    private readonly int[] _chosen;
    private readonly double[] _logProbs;
    private readonly double[] _draws;

    /// <summary>Allocates for a task and a policy.</summary>
    /// <param name="task">Gives and judges the contexts.</param>
    /// <param name="policy">Answers them.</param>
    /// <param name="rows">Held-out contexts to use; more than the task has uses all it has.</param>
    public HeldOutEvaluation(ITask task, IPolicy policy, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        _task = task;
        Rows = Math.Min(rows, task.HeldOutCount);
        _pass = policy.CreatePass(Math.Min(Rows, RowsPerPass));
        _contexts = new byte[RowsPerPass * task.ContextBytes];
        _inputs = new byte[RowsPerPass * task.Shape.InputBytes];
        _chosen = new int[RowsPerPass * task.Shape.Decisions];
        _logProbs = new double[_chosen.Length];
        _draws = new double[_chosen.Length];
    }

    /// <summary>Held-out contexts used: the first ones of the task.</summary>
    public int Rows { get; }

    /// <summary>Share of wrong answers, 0 to 1.</summary>
    /// <param name="parameters">[Layout.Length].</param>
    /// <param name="random">Draws the answers of a task that samples them; advanced.</param>
    public double Error(ReadOnlySpan<float> parameters, ref RandomStream random)
    {
        int wrong = 0;
        for (int first = 0; first < Rows; first += RowsPerPass)
        {
            wrong += CountWrong(parameters, first, Math.Min(RowsPerPass, Rows - first), ref random);
        }

        return (double)wrong / Rows;
    }

    /// <inheritdoc/>
    public void Dispose() => _pass.Dispose();

    private int CountWrong(ReadOnlySpan<float> parameters, int first, int rows, ref RandomStream random)
    {
        int contextBytes = _task.ContextBytes, inputBytes = _task.Shape.InputBytes, decisions = _task.Shape.Decisions;
        for (int row = 0; row < rows; row++)
        {
            Span<byte> context = _contexts.AsSpan(row * contextBytes, contextBytes);
            _task.HeldOutContext(first + row, context);
            _task.Encode(context, _inputs.AsSpan(row * inputBytes, inputBytes));
        }

        Span<double> draws = _task.EvaluatesGreedily ? [] : _draws.AsSpan(0, rows * decisions);
        foreach (ref double draw in draws)
        {
            draw = random.NextUniform();
        }

        Span<int> chosen = _chosen.AsSpan(0, rows * decisions);
        ReadOnlySpan<byte> inputs = _inputs.AsSpan(0, rows * inputBytes);
        _pass.Sample(parameters, inputs, draws, chosen, _logProbs.AsSpan(0, rows * decisions));
        int wrong = 0;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<byte> context = _contexts.AsSpan(row * contextBytes, contextBytes);
            wrong += _task.IsRight(context, chosen.Slice(row * decisions, decisions)) ? 0 : 1;
        }

        return wrong;
    }
}
