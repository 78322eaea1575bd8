using Delight.Learning.Inspection;

namespace Delight.Experiments.Inspecting;

/// <summary>One estimator's view of a batch under the name that the user gave it.</summary>
/// <param name="Name">As written: a reference such as <c>kondo(share=0.1)</c>, or a named setting.</param>
/// <param name="IsOracle">True where its coefficients belong to the right answers, not to the chosen actions.</param>
/// <param name="Result">What it does.</param>
public sealed record NamedInspection(string Name, bool IsOracle, BatchInspection Result);
