namespace Delight.Learning.Theory;

/// <summary>What one estimator does at one δ. An update of one sample is <c>g(a) = w(a) A(a) (e_a − π)</c>.</summary>
/// <param name="Estimator">Its name.</param>
/// <param name="Delta">δ.</param>
/// <param name="ExpectedCosine">Cosine of <c>Σ_a μ(a) g(a)</c> with ∇J, exact.</param>
/// <param name="SampledCosine">Mean over batches of the cosine of a batch's mean update with ∇J.</param>
/// <param name="SampledCosineError">Standard error of that mean.</param>
/// <param name="Perpendicular"><c>E|g⊥|² = Σ_a μ(a) |g(a) − (part along ∇J)|²</c>, exact, over all samples.</param>
/// <param name="PerpendicularFailures">The part of it from arms with A &lt; 0. All of them have the same surprisal,
/// <c>log((K − 1) / δ)</c>: for small δ these are the high-surprisal failures.</param>
/// <param name="PerpendicularSuccesses">The part from arms with A &gt; 0.</param>
public sealed record TheoryPoint(
    string Estimator, double Delta, double ExpectedCosine, double SampledCosine, double SampledCosineError,
    double Perpendicular, double PerpendicularFailures, double PerpendicularSuccesses);
