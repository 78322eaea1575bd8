using Delight.Learning.Tasks.Bandits;

namespace Delight.Learning.Theory;

/// <summary>Where an estimator leads on the gambling bandit.</summary>
/// <param name="Estimator">Its name.</param>
/// <param name="Drifts">The drift by π(gamble) = 0.01, 0.02 ... 0.99.</param>
/// <param name="Gambles">π(gamble) along the ascent, from 0.5 on.</param>
/// <param name="RewardFinal">Expected reward where the ascent ends.</param>
public sealed record GamblingOutcome(
    string Estimator, IReadOnlyList<(double Gamble, double Drift)> Drifts, IReadOnlyList<double> Gambles,
    double RewardFinal)
{
    private const int GridSteps = 100;

    /// <summary>π(gamble) where the ascent ends.</summary>
    public double GambleFinal => Gambles[^1];

    /// <summary>Share of the policies looked at from which the expected update moves towards the worse arm.</summary>
    public double MisledShare => Drifts.Count(point => point.Drift < 0) / (double)Drifts.Count;

    /// <summary>Computes it.</summary>
    /// <param name="bandit">Rewards and chances.</param>
    /// <param name="estimator">The estimator.</param>
    /// <param name="steps">Updates of the ascent.</param>
    /// <param name="rate">Step size on the logits.</param>
    public static GamblingOutcome Of(GamblingBandit bandit, TheoryEstimator estimator, int steps, double rate)
    {
        GamblingAscent ascent = new(bandit, estimator);
        List<(double, double)> drifts = [];
        for (int i = 1; i < GridSteps; i++)
        {
            double gamble = i / (double)GridSteps;
            drifts.Add((gamble, ascent.Drift(gamble)));
        }

        IReadOnlyList<double> gambles = ascent.Gambles(steps, rate);
        return new GamblingOutcome(estimator.Name, drifts, gambles, bandit.ExpectedReward(gambles[^1]));
    }
}
