using Delight.Learning.Diagnostics;

namespace Delight.Learning.Theory;

/// <summary>A bandit with one right arm, a learner that is nearly sure of it, and samples of which a share is not the
/// learner's.</summary>
/// <remarks>
/// <para>K arms; arm 0 pays 1, the others 0. <c>π(0) = 1 − δ</c>, <c>π(a) = δ / (K − 1)</c> else. A sample comes from
/// <c>μ = (1 − ε) π + ε / K</c>: a share ε of the workers draws uniformly. Immutable.</para>
/// <para>Source: the tabular analysis of Osband (2026), "Delightful Distributed Policy Gradient", arXiv 2603.20521; the
/// baseline is our choice.</para>
/// </remarks>
public sealed class TabularBandit
{
    private readonly double[] _policy;
    private readonly double[] _behaviour;
    private readonly double[] _advantages;
    private readonly double[] _gradient;

    /// <summary>Computes the distributions.</summary>
    /// <param name="actions">K, at least 2.</param>
    /// <param name="delta">δ, between 0 and 1, both excluded.</param>
    /// <param name="contamination">ε, 0 to 1.</param>
    /// <param name="baseline">What advantages are relative to.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public TabularBandit(int actions, double delta, double contamination, TheoryBaseline baseline = TheoryBaseline.Mean)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(actions, 2);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(delta);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(delta, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(contamination);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(contamination, 1);
        (Actions, Delta, Contamination) = (actions, delta, contamination);
        _policy = new double[actions];
        _behaviour = new double[actions];
        _advantages = new double[actions];
        for (int action = 0; action < actions; action++)
        {
            _policy[action] = action == 0 ? 1 - delta : delta / (actions - 1);
            _behaviour[action] = ((1 - contamination) * _policy[action]) + (contamination / actions);
        }

        Baseline = baseline switch
        {
            TheoryBaseline.Mean => _behaviour[0],
            TheoryBaseline.Value => _policy[0],
            _ => GradientGeometry.Dot<double>(_policy, _policy),
        };
        Array.Fill(_advantages, -Baseline);
        _advantages[0] = 1 - Baseline;
        _gradient = new double[actions];
        WriteScore(0, _gradient);
        foreach (ref double slope in _gradient.AsSpan())
        {
            slope *= _policy[0];
        }
    }

    /// <summary>K.</summary>
    public int Actions { get; }

    /// <summary>δ, which is also the overlap of the learner's policy with the failures.</summary>
    public double Delta { get; }

    /// <summary>ε.</summary>
    public double Contamination { get; }

    /// <summary>b.</summary>
    public double Baseline { get; }

    /// <summary>[K] π.</summary>
    public ReadOnlySpan<double> Policy => _policy;

    /// <summary>[K] μ.</summary>
    public ReadOnlySpan<double> Behaviour => _behaviour;

    /// <summary>[K] A = r − b.</summary>
    public ReadOnlySpan<double> Advantages => _advantages;

    /// <summary>[K] ∇J by the logits, <c>Σ_a π(a) r(a) (e_a − π) = π(0) (e_0 − π)</c>.</summary>
    public ReadOnlySpan<double> Gradient => _gradient;

    /// <summary>Writes <c>e_a − π</c>, the gradient of log π(a) by the logits.</summary>
    /// <param name="action">a.</param>
    /// <param name="score">[K]; overwritten. <c>1 − π(a)</c> is the sum of the other probabilities.</param>
    public void WriteScore(int action, Span<double> score)
    {
        double others = 0;
        for (int other = 0; other < Actions; other++)
        {
            others += other == action ? 0 : _policy[other];
            score[other] = -_policy[other];
        }

        score[action] = others;
    }
}
