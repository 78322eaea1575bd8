using Delight.Determinism;
using Delight.Learning.Diagnostics;
using Delight.Learning.Policies;

namespace Delight.Learning.Theory;

/// <summary>Direction and spread of updates on a <see cref="TabularBandit"/>.</summary>
/// <remarks>Expectations are exact sums over arms, in double, ascending. Sampled batches are drawn once and shared by
/// all estimators, so that they differ by their weights alone.</remarks>
public sealed class TabularAnalysis
{
    private readonly TabularBandit _bandit;
    private readonly int[] _counts;
    private readonly int _batches;

    /// <summary>Draws the batches.</summary>
    /// <param name="bandit">The bandit.</param>
    /// <param name="batches">How many batches the sampled cosine is a mean over; at least 2.</param>
    /// <param name="batchRows">Samples of a batch; at least 1.</param>
    /// <param name="seed">Root seed; the same seed draws the same uniform numbers at every δ.</param>
    public TabularAnalysis(TabularBandit bandit, int batches, int batchRows, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batches, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchRows, 1);
        _bandit = bandit;
        _batches = batches;
        _counts = new int[batches * bandit.Actions];
        for (int batch = 0; batch < batches; batch++)
        {
            RandomStream random = RandomStream.Derive(seed, "theory", batch);
            for (int row = 0; row < batchRows; row++)
            {
                _counts[(batch * bandit.Actions) + ActionDraw.Draw(bandit.Behaviour, random.NextUniform())]++;
            }
        }
    }

    /// <summary>Measures one estimator.</summary>
    public TheoryPoint Measure(TheoryEstimator estimator)
    {
        int actions = _bandit.Actions;
        double[] updates = Updates(estimator), mean = new double[actions];
        double failures = 0, successes = 0;
        for (int action = 0; action < actions; action++)
        {
            ReadOnlySpan<double> update = updates.AsSpan(action * actions, actions);
            double chance = _bandit.Behaviour[action];
            double perpendicular = chance * GradientGeometry.PerpendicularSquare(update, _bandit.Gradient);
            failures += _bandit.Advantages[action] < 0 ? perpendicular : 0;
            successes += _bandit.Advantages[action] > 0 ? perpendicular : 0;
            AddScaled(update, chance, mean);
        }

        (double cosine, double error) = SampledCosine(updates);
        return new TheoryPoint(
            estimator.Name, _bandit.Delta, GradientGeometry.Cosine(mean, _bandit.Gradient), cosine, error,
            failures + successes, failures, successes);
    }

    /// <summary>[K, K] the update of a sample of each arm.</summary>
    private double[] Updates(TheoryEstimator estimator)
    {
        int actions = _bandit.Actions;
        double[] factors = new double[actions], updates = new double[actions * actions];
        estimator.WriteFactors(_bandit.Policy, _bandit.Behaviour, _bandit.Advantages, factors);
        for (int action = 0; action < actions; action++)
        {
            Span<double> update = updates.AsSpan(action * actions, actions);
            _bandit.WriteScore(action, update);
            foreach (ref double slope in update)
            {
                slope *= factors[action];
            }
        }

        return updates;
    }

    private (double Mean, double Error) SampledCosine(double[] updates)
    {
        int actions = _bandit.Actions;
        double[] sum = new double[actions];
        double total = 0, squares = 0;
        for (int batch = 0; batch < _batches; batch++)
        {
            Array.Clear(sum);
            for (int action = 0; action < actions; action++)
            {
                int count = _counts[(batch * actions) + action];
                if (count > 0)
                {
                    AddScaled(updates.AsSpan(action * actions, actions), count, sum);
                }
            }

            double cosine = GradientGeometry.Cosine(sum, _bandit.Gradient);
            total += cosine;
            squares += cosine * cosine;
        }

        double mean = total / _batches;
        double variance = Math.Max(0, (squares / _batches) - (mean * mean));
        return (mean, Math.Sqrt(variance / (_batches - 1)));
    }

    private static void AddScaled(ReadOnlySpan<double> values, double scale, Span<double> sum)
    {
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] += scale * values[i];
        }
    }
}
