using Delight.Learning.Catalogue;
using Delight.Learning.Estimators;
using Delight.Learning.Tasks.Bandits;
using Delight.Learning.Theory;

namespace Delight.Experiments.Theory;

/// <summary>Everything that <c>theory</c> computes.</summary>
/// <param name="Options">Sizes.</param>
/// <param name="Estimators">In the order of tables and colours.</param>
/// <param name="Sweep">The bandit with one right arm.</param>
/// <param name="Gambling">The gambling bandit, by estimator; those that are told of contamination are left out, since
/// there is none.</param>
public sealed record TheoryResult(
    TheoryOptions Options, IReadOnlyList<TheoryEstimator> Estimators, TheorySweep Sweep,
    IReadOnlyList<GamblingOutcome> Gambling)
{
    /// <summary>Updates of an ascent on the gambling bandit.</summary>
    public const int AscentSteps = 5000;

    /// <summary>Step size of that ascent, on the logits.</summary>
    public const double AscentRate = 1;

    /// <summary>Rewards and chances of the gambling bandit.</summary>
    public static GamblingBandit Bandit { get; } = new();

    /// <summary>Computes all of it; takes about a second.</summary>
    public static TheoryResult Compute(
        TheoryOptions options, PartCatalogue<Func<OptionValues, IEstimator>> catalogue)
    {
        IReadOnlyList<TheoryEstimator> estimators = TheoryEstimator.All(catalogue);
        return new TheoryResult(
            options,
            estimators,
            TheorySweep.Run(options, estimators),
            [
                .. estimators.Where(estimator => !estimator.IsToldOfContamination)
                    .Select(estimator => GamblingOutcome.Of(Bandit, estimator, AscentSteps, AscentRate)),
            ]);
    }

    /// <summary>What an estimator does at the smallest δ.</summary>
    public TheoryPoint Last(string estimator) => Sweep.Points.Last(point => point.Estimator == estimator);

    /// <summary>Where an estimator leads on the gambling bandit.</summary>
    public GamblingOutcome Gamble(string estimator) => Gambling.Single(outcome => outcome.Estimator == estimator);
}
