namespace Delight.Experiments.Files;

/// <summary>One named array of a NumPy archive.</summary>
/// <param name="Name">Name without <c>.npy</c>.</param>
/// <param name="Shape">Dimensions; empty for a single number.</param>
/// <param name="Values">Row-major; its length is the product of the shape.</param>
public sealed record NumpyArray(string Name, IReadOnlyList<int> Shape, ReadOnlyMemory<float> Values);
