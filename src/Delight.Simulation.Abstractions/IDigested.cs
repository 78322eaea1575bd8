namespace Delight.Simulation;

/// <summary>A message whose fields enter the digest of a simulated run, beside its type.</summary>
/// <remarks>Called once a delivery: add numbers, and hash texts or arrays once, when the message is made.</remarks>
public interface IDigested
{
    /// <summary>Adds the fields that tell two messages of this type apart.</summary>
    /// <param name="fields">Takes 64 bits a call, in an order that is always the same.</param>
    void Describe(ref DigestFields fields);
}
