namespace Delight.Learning.Theory;

/// <summary>What the tabular analysis takes for the expected reward b in <c>A = r − b</c>.</summary>
public enum TheoryBaseline
{
    /// <summary><c>b = Σ_a μ(a) r(a)</c>, contaminated samples included: what the batch mean comes to in large
    /// batches.</summary>
    Mean,

    /// <summary><c>b = Σ_a π(a) r(a)</c>, the value of the learner's policy.</summary>
    Value,

    /// <summary><c>b = Σ_a π(a)²</c>, the baseline of the MNIST bandit.</summary>
    ExpectedConfidence,
}
