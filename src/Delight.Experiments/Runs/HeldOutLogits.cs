using Delight.Determinism;
using Delight.Experiments.Files;
using Delight.Learning.Parameters;
using Delight.Learning.Policies;
using Delight.Learning.Tasks;

namespace Delight.Experiments.Runs;

/// <summary>Writes what a policy computes on the first held-out contexts, for other programs to compare with.</summary>
/// <remarks>A NumPy archive of 32-bit floats: <c>inputs</c> [rows, InputBytes], <c>answers</c> [rows, T] and
/// <c>logits</c> [rows, T, A]; the logits of decision t are those after the answers before t.</remarks>
public static class HeldOutLogits
{
    private const int RowsMax = 100;

    /// <summary>Answers the contexts as the task's evaluation does, and writes the archive.</summary>
    /// <param name="path">The file.</param>
    /// <param name="task">Gives the contexts.</param>
    /// <param name="policy">Answers them.</param>
    /// <param name="parameters">[Layout.Length].</param>
    /// <param name="random">Draws the answers of a task that samples them.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(
        string path, ITask task, IPolicy policy, ReadOnlySpan<float> parameters, RandomStream random)
    {
        PolicyShape shape = policy.Shape;
        int rows = Math.Min(RowsMax, task.HeldOutCount);
        byte[] inputs = new byte[rows * shape.InputBytes], context = new byte[task.ContextBytes];
        for (int row = 0; row < rows; row++)
        {
            task.HeldOutContext(row, context);
            task.Encode(context, inputs.AsSpan(row * shape.InputBytes, shape.InputBytes));
        }

        int[] answers = new int[rows * shape.Decisions];
        double[] draws = new double[task.EvaluatesGreedily ? 0 : answers.Length];
        foreach (ref double draw in draws.AsSpan())
        {
            draw = random.NextUniform();
        }

        ParameterLayout layout = ParameterLayout.Of(
            ("inputs", [rows, shape.InputBytes]), ("answers", [rows, shape.Decisions]),
            ("logits", [rows, shape.Decisions, shape.Actions]));
        float[] values = new float[layout.Length];
        using IPolicyPass pass = policy.CreatePass(rows);
        pass.Sample(parameters, inputs, draws, answers, new double[answers.Length]);
        pass.Forward(parameters, inputs, answers, rows, layout["logits"].In(values.AsSpan()));
        Copy<byte>(inputs, layout["inputs"].In(values.AsSpan()));
        Copy<int>(answers, layout["answers"].In(values.AsSpan()));
        NumpyArchive.Write(path, layout, values);
    }

    private static void Copy<T>(ReadOnlySpan<T> from, Span<float> to)
        where T : System.Numerics.INumber<T>
    {
        for (int i = 0; i < from.Length; i++)
        {
            to[i] = float.CreateChecked(from[i]);
        }
    }
}
