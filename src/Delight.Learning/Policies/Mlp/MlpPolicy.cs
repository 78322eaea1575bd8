using System.Globalization;
using Delight.Determinism;
using Delight.Learning.Execution;
using Delight.Learning.Parameters;

namespace Delight.Learning.Policies.Mlp;

/// <summary>A multilayer perceptron with ReLU between its layers and a softmax over actions at its end; one decision a
/// row.</summary>
/// <remarks>
/// <para>Layer i: <c>y = x W + b</c> with W [in, out] row-major; the input is <c>bytes / 255</c>. Weights start at
/// <c>N(0, 1 / in)</c>, biases at 0.</para>
/// <para>Names: <c>layer0.weight</c>, <c>layer0.bias</c>, <c>layer1.weight</c> ...</para>
/// </remarks>
public sealed class MlpPolicy : IPolicy
{
    private readonly int[] _sizes;

    /// <summary>Lays out the layers.</summary>
    /// <param name="shape">Of the task: at least one input byte, exactly one decision.</param>
    /// <param name="hidden">Widths of the hidden layers, each at least 1; may be empty.</param>
    /// <exception cref="ArgumentException">The task has several decisions a row, or no input.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A hidden layer has no width.</exception>
    public MlpPolicy(PolicyShape shape, IReadOnlyList<int> hidden)
    {
        if (shape.Decisions != 1 || shape.InputBytes < 1)
        {
            throw new ArgumentException(
                "the mlp policy answers one decision from at least one input byte; the task has "
                + $"{shape.Decisions} decisions "
                + $"and {shape.InputBytes} input bytes. Use the tabular policy, or the transformer for sequences.",
                    nameof(shape));
        }

        foreach (int width in hidden)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(width, 1, nameof(hidden));
        }

        Shape = shape;
        _sizes = [shape.InputBytes, .. hidden, shape.Actions];
        Layout = ParameterLayout.Of([.. Enumerable.Range(0, _sizes.Length - 1).SelectMany(Tensors)]);
    }

    /// <inheritdoc/>
    public PolicyShape Shape { get; }

    /// <inheritdoc/>
    public ParameterLayout Layout { get; }

    /// <summary>Widths from the input to the actions: layer i goes from <c>Sizes[i]</c> to
    /// <c>Sizes[i + 1]</c>.</summary>
    public IReadOnlyList<int> Sizes => _sizes;

    /// <inheritdoc/>
    public void Initialise(ref RandomStream random, Span<float> parameters)
    {
        parameters.Clear();
        for (int layer = 0; layer < _sizes.Length - 1; layer++)
        {
            double deviation = 1 / Math.Sqrt(_sizes[layer]);
            foreach (ref float weight in Layout[WeightName(layer)].In(parameters))
            {
                weight = (float)(deviation * random.NextNormal());
            }
        }
    }

    /// <inheritdoc/>
    public IPolicyPass CreatePass(int rowsMax, IKernelExecutor executor) => new MlpPass(this, rowsMax, executor);

    internal static string WeightName(int layer) => string.Create(CultureInfo.InvariantCulture, $"layer{layer}.weight");

    internal static string BiasName(int layer) => string.Create(CultureInfo.InvariantCulture, $"layer{layer}.bias");

    private IEnumerable<(string Name, int[] Shape)> Tensors(int layer) =>
        [(WeightName(layer), [_sizes[layer], _sizes[layer + 1]]), (BiasName(layer), [_sizes[layer + 1]])];
}
