using Delight.Determinism;
using Delight.Learning.Execution;
using Delight.Learning.Parameters;

namespace Delight.Learning.Policies;

/// <summary>A family of action distributions over one flat parameter array; holds no weights and no scratch
/// memory.</summary>
/// <remarks>Immutable and safe to share. All state of a computation is in the <see cref="IPolicyPass"/> that it
/// creates.</remarks>
public interface IPolicy
{
    /// <summary>The sizes that the policy was built for.</summary>
    PolicyShape Shape { get; }

    /// <summary>The named tensors in the flat array.</summary>
    ParameterLayout Layout { get; }

    /// <summary>Draws initial weights.</summary>
    /// <param name="random">Advanced; the same stream gives the same bits on every machine.</param>
    /// <param name="parameters">[Layout.Length]; overwritten.</param>
    void Initialise(ref RandomStream random, Span<float> parameters);

    /// <summary>Allocates the scratch memory of passes over at most that many rows.</summary>
    /// <param name="rowsMax">The largest batch; at least 1.</param>
    /// <param name="executor">Lends threads; the pass owns it while it computes. The results have the same bits
    /// whatever its number of workers.</param>
    IPolicyPass CreatePass(int rowsMax, IKernelExecutor executor);
}
