using Delight.Determinism;
using Delight.Learning.Execution;
using Delight.Learning.Parameters;

namespace Delight.Learning.Policies.Tabular;

/// <summary>One softmax over actions for each context: the smallest policy there is; one decision a row.</summary>
/// <remarks>
/// <para><c>π(a | s) = softmax(θ[s])[a]</c> with θ [S, A] row-major under the name <c>logits</c>; the context's index
/// is its single input byte, and 0 where the task has no input. Starts at 0: the uniform policy.</para>
/// </remarks>
public sealed class TabularPolicy : IPolicy
{
    /// <summary>Lays out the table.</summary>
    /// <param name="shape">Of the task: at most one input byte, exactly one decision.</param>
    /// <exception cref="ArgumentException">The task has several decisions a row, or larger inputs.</exception>
    public TabularPolicy(PolicyShape shape)
    {
        if (shape.Decisions != 1 || shape.InputBytes > 1)
        {
            throw new ArgumentException(
                "the tabular policy answers one decision from at most one input byte; the task has "
                    + $"{shape.Decisions} decisions " +
                $"and {shape.InputBytes} input bytes. Use mlp, or the transformer for sequences.", nameof(shape));
        }

        Shape = shape;
        Contexts = shape.InputBytes == 0 ? 1 : 256;
        Layout = ParameterLayout.Of(("logits", [Contexts, shape.Actions]));
    }

    /// <inheritdoc/>
    public PolicyShape Shape { get; }

    /// <inheritdoc/>
    public ParameterLayout Layout { get; }

    /// <summary>S, rows of the table.</summary>
    public int Contexts { get; }

    /// <inheritdoc/>
    public void Initialise(ref RandomStream random, Span<float> parameters) => parameters.Clear();

    /// <inheritdoc/>
    public IPolicyPass CreatePass(int rowsMax, IKernelExecutor executor) => new TabularPass(this, rowsMax);
}
