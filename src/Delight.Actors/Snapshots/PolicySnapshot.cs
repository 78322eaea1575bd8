using Delight.Learning.Parameters;

namespace Delight.Actors.Snapshots;

/// <summary>One version of the policy's parameters: an immutable copy.</summary>
/// <remarks>The garbage collector frees it when nobody holds it any more. Measured with a thousand of them under way:
/// where <c>System.GC.ConserveMemory</c> is 7, as in the host, that takes no more memory than a pool.</remarks>
public sealed class PolicySnapshot
{
    private readonly float[] _parameters;

    /// <summary>Copies parameters.</summary>
    /// <param name="version">Which update made them.</param>
    /// <param name="parameters">[Layout.Length] copied.</param>
    public PolicySnapshot(PolicyVersion version, ReadOnlySpan<float> parameters) =>
        (Version, _parameters) = (version, parameters.ToArray());

    /// <summary>Which update made it.</summary>
    public PolicyVersion Version { get; }

    /// <summary>Bytes of the parameters, 4 each.</summary>
    public long Bytes => sizeof(float) * (long)_parameters.Length;

    /// <summary>[Layout.Length] the flat parameters.</summary>
    public ReadOnlySpan<float> Parameters => _parameters;
}
