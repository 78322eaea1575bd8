using Delight.Actors.Running;
using Delight.Determinism;
using Delight.Learning.Policies;
using Delight.Learning.Tasks;

namespace Delight.Actors.Evaluation;

/// <summary>Measures parameters on held-out contexts: how many answers and decisions are wrong, and what they
/// earn.</summary>
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
    private readonly int[] _answer;

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
        _answer = new int[task.Shape.Decisions];
    }

    /// <summary>Held-out contexts used: the first ones of the task.</summary>
    public int Rows { get; }

    /// <summary>Answers the contexts and counts.</summary>
    /// <param name="parameters">[Layout.Length].</param>
    /// <param name="random">Derives the streams <c>evaluation</c>, for a task that samples its answers, and
    /// <c>evaluation-rewards</c>, for one that draws its rewards. They are the same at every evaluation: curves of
    /// different runs and steps are compared on equal terms.</param>
    public EvaluationFigures Measure(ReadOnlySpan<float> parameters, StreamSource random)
    {
        RandomStream draws = random("evaluation"), rewards = random("evaluation-rewards");
        int wrong = 0, tokensWrong = 0;
        double rewardSum = 0;
        for (int first = 0; first < Rows; first += RowsPerPass)
        {
            int rows = Math.Min(RowsPerPass, Rows - first);
            Answer(parameters, first, rows, ref draws);
            for (int row = 0; row < rows; row++)
            {
                if (!_task.IsRight(ContextOf(row), ChosenOf(row)))
                {
                    wrong++;
                    tokensWrong += CountWrongTokens(row);
                }

                rewardSum += _task.Score(ContextOf(row), ChosenOf(row), ref rewards);
            }
        }

        return new EvaluationFigures(
            (double)wrong / Rows, (double)tokensWrong / ((long)Rows * _task.Shape.Decisions), rewardSum / Rows);
    }

    /// <inheritdoc/>
    public void Dispose() => _pass.Dispose();

    private void Answer(ReadOnlySpan<float> parameters, int first, int rows, ref RandomStream random)
    {
        int inputBytes = _task.Shape.InputBytes, decisions = _task.Shape.Decisions;
        for (int row = 0; row < rows; row++)
        {
            _task.HeldOutContext(first + row, ContextOf(row));
            _task.Encode(ContextOf(row), _inputs.AsSpan(row * inputBytes, inputBytes));
        }

        Span<double> draws = _task.EvaluatesGreedily ? [] : _draws.AsSpan(0, rows * decisions);
        foreach (ref double draw in draws)
        {
            draw = random.NextUniform();
        }

        _pass.Sample(
            parameters, _inputs.AsSpan(0, rows * inputBytes), draws, _chosen.AsSpan(0, rows * decisions),
            _logProbs.AsSpan(0, rows * decisions));
    }

    /// <summary>Decisions of a row that differ from those of a right answer.</summary>
    private int CountWrongTokens(int row)
    {
        _task.WriteAnswer(ContextOf(row), _answer);
        int wrong = 0;
        for (int t = 0; t < _answer.Length; t++)
        {
            wrong += ChosenOf(row)[t] == _answer[t] ? 0 : 1;
        }

        return wrong;
    }

    private Span<byte> ContextOf(int row) => _contexts.AsSpan(row * _task.ContextBytes, _task.ContextBytes);

    private Span<int> ChosenOf(int row) => _chosen.AsSpan(row * _task.Shape.Decisions, _task.Shape.Decisions);
}
