namespace Delight.Learning.Parameters;

/// <summary>The named tensors of a policy, one after the other in one flat <c>float[]</c>.</summary>
/// <remarks>
/// Publishing, Adam, quantising, hashing, the wire and checkpoints see one array; only the policy and the exported
/// <c>policy.npz</c> look at the names. Immutable.
/// </remarks>
public sealed class ParameterLayout
{
    private readonly Dictionary<string, TensorSlot> _byName;

    private ParameterLayout(IReadOnlyList<TensorSlot> slots)
    {
        Slots = slots;
        _byName = slots.ToDictionary(slot => slot.Name, StringComparer.Ordinal);
        Length = slots.Sum(slot => slot.Length);
    }

    /// <summary>The tensors in the order in which they lie in the array.</summary>
    public IReadOnlyList<TensorSlot> Slots { get; }

    /// <summary>Number of floats in all.</summary>
    public int Length { get; }

    /// <summary>The tensor of that name.</summary>
    /// <exception cref="KeyNotFoundException">No tensor is called so.</exception>
    public TensorSlot this[string name] => _byName[name];

    /// <summary>Lays tensors out one after the other.</summary>
    /// <exception cref="ArgumentException">Two tensors have the same name.</exception>
    public static ParameterLayout Of(params IReadOnlyList<(string Name, int[] Shape)> tensors)
    {
        List<TensorSlot> slots = [];
        int offset = 0;
        foreach ((string name, int[] shape) in tensors)
        {
            TensorSlot slot = new(name, shape, offset);
            slots.Add(slot);
            offset = checked(offset + slot.Length);
        }

        return new ParameterLayout(slots);
    }
}
