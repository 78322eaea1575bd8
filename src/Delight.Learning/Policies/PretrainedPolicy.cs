using Delight.Determinism;
using Delight.Learning.Execution;
using Delight.Learning.Parameters;

namespace Delight.Learning.Policies;

/// <summary>A policy whose initial weights are given instead of drawn.</summary>
public sealed class PretrainedPolicy : IPolicy
{
    private readonly IPolicy _policy;
    private readonly float[] _parameters;

    /// <summary>Wraps a policy.</summary>
    /// <param name="policy">What computes.</param>
    /// <param name="parameters">[Layout.Length]; copied.</param>
    /// <exception cref="ArgumentException">The length is not the layout's.</exception>
    public PretrainedPolicy(IPolicy policy, ReadOnlySpan<float> parameters)
    {
        Kernels.Shape.RequireLength(nameof(parameters), parameters.Length, policy.Layout.Length, "[Layout.Length]");
        _policy = policy;
        _parameters = parameters.ToArray();
    }

    /// <inheritdoc/>
    public PolicyShape Shape => _policy.Shape;

    /// <inheritdoc/>
    public ParameterLayout Layout => _policy.Layout;

    /// <summary>Copies the given weights; draws nothing.</summary>
    /// <param name="random">Not advanced.</param>
    /// <param name="parameters">[Layout.Length]; overwritten.</param>
    public void Initialise(ref RandomStream random, Span<float> parameters) => _parameters.CopyTo(parameters);

    /// <inheritdoc/>
    public IPolicyPass CreatePass(int rowsMax, IKernelExecutor executor) => _policy.CreatePass(rowsMax, executor);
}
