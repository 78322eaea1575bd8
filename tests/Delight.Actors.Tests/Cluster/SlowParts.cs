using Delight.Learning.Catalogue;
using Delight.Learning.Estimators;
using Delight.Learning.Parts;

namespace Delight.Actors.Tests.Cluster;

/// <summary>An estimator that takes its time, for a host that is told to load this assembly.</summary>
public sealed class SlowParts : ICatalogueExtension
{
    /// <inheritdoc/>
    public void AddTo(PartCatalogues catalogues) => catalogues.Estimators.Add(new()
    {
        Name = "slow",
        Summary = "of a test: the policy gradient after a pause",
        Options =
        [
            new()
            {
                Name = "milliseconds", Kind = OptionKind.Integer, Default = "20", Minimum = 0, Maximum = 1000,
                Summary = "the pause of each update",
            },
        ],
        Create = options => new SlowEstimator(TimeSpan.FromMilliseconds(options.Integer("milliseconds"))),
    });

    private sealed class SlowEstimator(TimeSpan pause) : IEstimator
    {
        private readonly ManualResetEventSlim _never = new();

        public bool NeedsBehaviourLogProbs => false;

        public double Compute(in DecisionBatch batch, Span<float> coefficients)
        {
            _never.Wait(pause); // the learner has a thread of its own
            return DecisionRules.Apply(new Rule(), batch, coefficients);
        }
    }

    private readonly struct Rule : IDecisionRule
    {
        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage) =>
            DecisionTerm.Weighted(advantage, logProb);
    }
}
