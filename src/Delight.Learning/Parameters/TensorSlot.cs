namespace Delight.Learning.Parameters;

/// <summary>Where one named tensor lies in the flat parameter array.</summary>
/// <param name="Name">Unique in its layout, for example <c>layer0.weight</c>.</param>
/// <param name="Shape">Row-major dimensions, for example [784, 100].</param>
/// <param name="Offset">First element in the flat array.</param>
public sealed record TensorSlot(string Name, IReadOnlyList<int> Shape, int Offset)
{
    /// <summary>Number of elements: the product of the dimensions.</summary>
    public int Length { get; } = Shape.Aggregate(1, (product, size) => checked(product * size));

    /// <summary>This tensor's part of a flat array.</summary>
    public Span<float> In(Span<float> parameters) => parameters.Slice(Offset, Length);

    /// <summary>This tensor's part of a flat array.</summary>
    public ReadOnlySpan<float> In(ReadOnlySpan<float> parameters) => parameters.Slice(Offset, Length);
}
