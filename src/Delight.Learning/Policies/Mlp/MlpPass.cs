using Delight.Learning.Execution;
using Delight.Learning.Kernels;
using Delight.Learning.Parameters;

namespace Delight.Learning.Policies.Mlp;

/// <summary>Forward and backward of <see cref="MlpPolicy"/>; keeps each layer's input for the backward pass.</summary>
internal sealed class MlpPass : IPolicyPass
{
    private readonly MlpPolicy _policy;
    private readonly IKernelExecutor _executor;
    private readonly Layer[] _layers;
    private readonly ActionDraw _draw;
    private readonly ActiveDepths _activeForward;
    private readonly ActiveDepths _activeBackward;
    private int _rows;

    public MlpPass(MlpPolicy policy, int rowsMax, IKernelExecutor executor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsMax, 1);
        _policy = policy;
        _executor = executor;
        RowsMax = rowsMax;
        _layers = [.. Enumerable.Range(0, policy.Sizes.Count - 1).Select(
            index => new Layer(policy, index, rowsMax, executor))];
        _draw = new ActionDraw(rowsMax, policy.Shape.Actions);
        _activeForward = new ActiveDepths(rowsMax, policy.Shape.InputBytes);
        _activeBackward = new ActiveDepths(policy.Shape.InputBytes, rowsMax);
    }

    public int RowsMax { get; }

    public void Forward(
        ReadOnlySpan<float> parameters, ReadOnlySpan<byte> inputs, ReadOnlySpan<int> chosen, int rows,
            Span<float> logits)
    {
        Shape.RequireAtLeast("RowsMax", RowsMax, rows, "rows of this batch");
        Shape.RequireLength(nameof(parameters), parameters.Length, _policy.Layout.Length, "[Layout.Length]");
        Shape.RequireLength(nameof(inputs), inputs.Length, rows * _policy.Shape.InputBytes, "[rows, InputBytes]");
        Shape.RequireLength(nameof(logits), logits.Length, rows * _policy.Shape.Actions, "[rows, A]");
        _rows = rows;
        Pixels.Forward(inputs, _layers[0].InputOf(rows));
        for (int index = 0; index < _layers.Length; index++)
        {
            Layer layer = _layers[index];
            bool isLast = index == _layers.Length - 1;
            Span<float> output = isLast ? logits : _layers[index + 1].InputOf(rows);
            RowBias.Forward(layer.Bias.In(parameters), output);
            ReadOnlyMatrix input = new(layer.InputOf(rows), rows, layer.Inputs);
            Matrix sums = new(output, rows, layer.Outputs);
            if (index == 0)
            {
                _activeForward.Find(input);
                MatrixProduct.Add(_executor, input, _activeForward, layer.WeightsIn(parameters), sums);
            }
            else
            {
                MatrixProduct.Add(_executor, input, layer.WeightsIn(parameters), sums);
            }

            if (!isLast)
            {
                Relu.Forward(output, output);
            }
        }
    }

    public void Backward(
        ReadOnlySpan<float> parameters, ReadOnlySpan<int> rowsKept, ReadOnlySpan<float> dLogits, Span<float> gradient)
    {
        int rows = rowsKept.Length;
        Shape.RequireLength(nameof(dLogits), dLogits.Length, rows * _policy.Shape.Actions, "[K, A]");
        Shape.RequireLength(nameof(gradient), gradient.Length, _policy.Layout.Length, "[Layout.Length]");
        if (rows == 0)
        {
            return;
        }

        ReadOnlySpan<float> dOutput = dLogits;
        for (int index = _layers.Length - 1; index >= 0; index--)
        {
            Layer layer = _layers[index];
            ReadOnlySpan<float> input = layer.Gather(rowsKept, _rows);
            ReadOnlyMatrix inputTransposed = new ReadOnlyMatrix(input, rows, layer.Inputs).Transposed;
            ReadOnlyMatrix dSums = new(dOutput, rows, layer.Outputs);
            Matrix dWeight = new(layer.Weight.In(gradient), layer.Inputs, layer.Outputs);
            if (index == 0)
            {
                _activeBackward.Find(inputTransposed);
                MatrixProduct.Add(_executor, inputTransposed, _activeBackward, dSums, dWeight);
            }
            else
            {
                MatrixProduct.Add(_executor, inputTransposed, dSums, dWeight);
            }

            RowBias.Backward(dOutput, layer.Bias.In(gradient));
            if (index > 0)
            {
                dOutput = layer.InputGradient(parameters, input, dOutput, rows);
            }
        }
    }

    public void Sample(
        ReadOnlySpan<float> parameters, ReadOnlySpan<byte> inputs, ReadOnlySpan<double> draws,
        Span<int> chosen, Span<double> logProbs)
    {
        int rows = chosen.Length;
        Span<float> logits = _draw.LogitsOf(rows);
        Forward(parameters, inputs, chosen, rows, logits);
        _draw.Choose(rows, draws, chosen, logProbs);
    }

    public void Dispose()
    {
        // Managed memory only; the contract is disposable for engines that hold native memory.
    }

    /// <summary>One linear layer with its saved input and its scratch memory.</summary>
    private sealed class Layer
    {
        private readonly IKernelExecutor _executor;
        private readonly float[] _input;
        private readonly float[] _gathered;
        private readonly float[] _dInput;
        private readonly float[] _dRectified;
        private readonly float[] _weightTransposed;

        public Layer(MlpPolicy policy, int index, int rowsMax, IKernelExecutor executor)
        {
            _executor = executor;
            Inputs = policy.Sizes[index];
            Outputs = policy.Sizes[index + 1];
            Weight = policy.Layout[MlpPolicy.WeightName(index)];
            Bias = policy.Layout[MlpPolicy.BiasName(index)];
            _input = new float[rowsMax * Inputs];
            _gathered = new float[rowsMax * Inputs];
            bool needsInputGradient = index > 0;
            _dInput = new float[needsInputGradient ? rowsMax * Inputs : 0];
            _dRectified = new float[_dInput.Length];
            _weightTransposed = new float[needsInputGradient ? Weight.Length : 0];
        }

        public int Inputs { get; }

        public int Outputs { get; }

        public TensorSlot Weight { get; }

        public TensorSlot Bias { get; }

        public Span<float> InputOf(int rows) => _input.AsSpan(0, rows * Inputs);

        public ReadOnlyMatrix WeightsIn(ReadOnlySpan<float> parameters) => new(Weight.In(parameters), Inputs, Outputs);

        /// <summary>The kept rows of the saved input, close together; no copy where every row is kept.</summary>
        public ReadOnlySpan<float> Gather(ReadOnlySpan<int> rowsKept, int rows)
        {
            if (rowsKept.Length == rows)
            {
                return InputOf(rows);
            }

            for (int k = 0; k < rowsKept.Length; k++)
            {
                _input.AsSpan(rowsKept[k] * Inputs, Inputs).CopyTo(_gathered.AsSpan(k * Inputs));
            }

            return _gathered.AsSpan(0, rowsKept.Length * Inputs);
        }

        /// <summary>Gradient by what stood before this layer's input was rectified.</summary>
        public ReadOnlySpan<float> InputGradient(
            ReadOnlySpan<float> parameters, ReadOnlySpan<float> input, ReadOnlySpan<float> dOutput, int rows)
        {
            Span<float> dInput = _dInput.AsSpan(0, rows * Inputs), dRectified = _dRectified.AsSpan(0, rows * Inputs);
            dInput.Clear();
            dRectified.Clear();
            Transpose.Forward(Weight.In(parameters), Inputs, Outputs, _weightTransposed);
            MatrixProduct.Add(
                _executor, new ReadOnlyMatrix(dOutput, rows, Outputs),
                new ReadOnlyMatrix(_weightTransposed, Outputs, Inputs),
                new Matrix(dRectified, rows, Inputs));
            Relu.Backward(input, dRectified, dInput);
            return dInput;
        }
    }
}
