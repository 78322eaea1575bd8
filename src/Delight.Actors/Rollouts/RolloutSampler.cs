using Delight.Learning.Determinism;
using Delight.Learning.Policies;
using Delight.Learning.Tasks;

namespace Delight.Actors.Rollouts;

/// <summary>The arithmetic of a worker: draws the contexts of a request and answers them with a policy.</summary>
/// <remarks>Every draw is keyed by the request, so who does the work changes nothing. Not thread-safe: owned by one
/// worker.</remarks>
public sealed class RolloutSampler : IDisposable
{
    private readonly ITask _task;
    private readonly int _samplesPerContext;
    private readonly IPolicyPass _pass;
    private readonly byte[] _inputs;
    private readonly double[] _draws;

    /// <summary>Allocates for requests of at most that many rows.</summary>
    public RolloutSampler(ITask task, IPolicy policy, RolloutOptions options)
    {
        _task = task;
        _samplesPerContext = options.SamplesPerContext;
        _pass = policy.CreatePass(options.RowsPerRequest);
        _inputs = new byte[options.RowsPerRequest * task.Shape.InputBytes];
        _draws = new double[options.RowsPerRequest * task.Shape.Decisions];
    }

    /// <summary>Answers one request.</summary>
    /// <param name="request">Which, and how many rows.</param>
    /// <param name="parameters">[Layout.Length] of the policy.</param>
    /// <param name="contexts">The request's stream of contexts; advanced.</param>
    /// <param name="actions">The request's stream of actions; advanced.</param>
    public Rollout Sample(
        GenerateRollouts request, ReadOnlySpan<float> parameters, ref RandomStream contexts, ref RandomStream actions)
    {
        PolicyShape shape = _task.Shape;
        Rollout rollout = new(request.Rows, shape.Decisions, _task.ContextBytes);
        for (int row = 0; row < request.Rows; row++)
        {
            Span<byte> context = rollout.Contexts.AsSpan(row * _task.ContextBytes, _task.ContextBytes);
            if (row % _samplesPerContext == 0)
            {
                _task.DrawContext(ref contexts, context);
            }
            else
            {
                rollout.Contexts.AsSpan((row - 1) * _task.ContextBytes, _task.ContextBytes).CopyTo(context);
            }

            // A request has at most 2^20 rows, so keys of different requests never meet.
            rollout.GroupKeys[row] = (request.RequestIndex << 20) + (row / _samplesPerContext);
            _task.Encode(context, _inputs.AsSpan(row * shape.InputBytes, shape.InputBytes));
        }

        Span<double> draws = _draws.AsSpan(0, request.Rows * shape.Decisions);
        foreach (ref double draw in draws)
        {
            draw = actions.NextUniform();
        }

        ReadOnlySpan<byte> inputs = _inputs.AsSpan(0, request.Rows * shape.InputBytes);
        _pass.Sample(parameters, inputs, draws, rollout.Chosen, rollout.BehaviourLogProbs);
        return rollout;
    }

    /// <inheritdoc/>
    public void Dispose() => _pass.Dispose();
}
