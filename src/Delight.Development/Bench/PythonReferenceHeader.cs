namespace Delight.Development.Bench;

/// <summary>What a reference script says of itself on start; a quoted time is worth nothing without it.</summary>
/// <param name="Torch">Version of PyTorch.</param>
/// <param name="Blas">The linear algebra library by its file: OpenBLAS and the reference BLAS differ tenfold.</param>
/// <param name="Python">Path of the interpreter.</param>
/// <param name="Optimiser">Which form of Adam the step uses.</param>
internal sealed record PythonReferenceHeader(string Torch, string Blas, string Python, string Optimiser);
