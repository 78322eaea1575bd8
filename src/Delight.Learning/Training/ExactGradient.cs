using Delight.Learning.Diagnostics;
using Delight.Learning.Kernels;
using Delight.Learning.Policies;
using Delight.Learning.Tasks;

namespace Delight.Learning.Training;

/// <summary>The true policy gradient and the supervised one on a batch's contexts, to compare an update with.</summary>
/// <remarks>
/// <para>With one decision a row: <c>∂E[r] / ∂z_a = π(a) (r(a) − Σ_j π(j) r(j))</c> and <c>∂ log π(y) / ∂z_a = 1[a =
/// y] − π(a)</c>, each through the policy's backward pass; rows count equally, masked rows not at all. Both are of
/// the learner's parameters before the step, and of the task's true rewards, whatever the workers were told.</para>
/// <para>Costs two backward passes. Reads the trainer's forward pass and changes nothing of it. Not thread-safe.</para>
/// </remarks>
internal sealed class ExactGradient
{
    private readonly IExactRewards _task;
    private readonly IPolicy _policy;
    private readonly int[] _rows;
    private readonly float[] _dLogits;
    private readonly float[] _gradient;
    private readonly double[] _rewards;

    public ExactGradient(IExactRewards task, IPolicy policy, int rowsMax)
    {
        (_task, _policy) = (task, policy);
        _rows = new int[rowsMax];
        _dLogits = new float[rowsMax * policy.Shape.Actions];
        _gradient = new float[policy.Layout.Length];
        _rewards = new double[policy.Shape.Actions];
    }

    /// <summary>Compares a gradient with both.</summary>
    /// <param name="pass">Right after the forward pass of this batch and any of its backward passes.</param>
    /// <param name="parameters">The very ones of that forward pass.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="probabilities">[B, A] π.</param>
    /// <param name="update">[Layout.Length] the gradient to judge.</param>
    public UpdateCosines Measure(
        IPolicyPass pass, ReadOnlySpan<float> parameters, TrainingBatch batch, ReadOnlySpan<double> probabilities,
        ReadOnlySpan<float> update)
    {
        int rows = 0;
        for (int row = 0; row < batch.Rows; row++)
        {
            if (batch.Mask[row] != 0)
            {
                _rows[rows++] = row;
            }
        }

        WriteSlopes(batch, probabilities, rows, WritePolicyGradient);
        double policyGradient = Cosine(pass, parameters, rows, update);
        WriteSlopes(batch, probabilities, rows, WriteCrossEntropy);
        return new UpdateCosines(policyGradient, Cosine(pass, parameters, rows, update));
    }

    private delegate void SlopeWriter(
        ReadOnlySpan<byte> context, ReadOnlySpan<double> probabilities, Span<float> dLogits);

    private void WriteSlopes(
        TrainingBatch batch, ReadOnlySpan<double> probabilities, int rows, SlopeWriter write)
    {
        int actions = _policy.Shape.Actions, contextBytes = _task.ContextBytes;
        for (int k = 0; k < rows; k++)
        {
            write(
                batch.Contexts.Slice(_rows[k] * contextBytes, contextBytes),
                probabilities.Slice(_rows[k] * actions, actions),
                _dLogits.AsSpan(k * actions, actions));
        }
    }

    private void WritePolicyGradient(
        ReadOnlySpan<byte> context, ReadOnlySpan<double> probabilities, Span<float> dLogits)
    {
        _task.ExpectedRewards(context, _rewards);
        double value = GradientGeometry.Dot(probabilities, _rewards);
        for (int action = 0; action < dLogits.Length; action++)
        {
            dLogits[action] = (float)(probabilities[action] * (_rewards[action] - value));
        }
    }

    private void WriteCrossEntropy(
        ReadOnlySpan<byte> context, ReadOnlySpan<double> probabilities, Span<float> dLogits)
    {
        Span<int> answer = stackalloc int[1];
        _task.WriteAnswer(context, answer);
        LogSoftmax.Backward(probabilities, dLogits.Length, answer, [1f], dLogits);
    }

    private double Cosine(IPolicyPass pass, ReadOnlySpan<float> parameters, int rows, ReadOnlySpan<float> update)
    {
        Array.Clear(_gradient);
        pass.Backward(parameters, _rows.AsSpan(0, rows), _dLogits.AsSpan(0, rows * _policy.Shape.Actions), _gradient);
        return GradientGeometry.Cosine<float>(update, _gradient);
    }
}
