namespace Delight.Learning.Estimators;

/// <summary>The Delightful Policy Gradient: rare failures fade, rare successes count, no behaviour probability is
/// needed.</summary>
/// <param name="eta">Temperature of the gate, at least 0; 0 is the hard step. Default 1.</param>
/// <param name="lambda">Delight at which the gate is half open. Default 0.</param>
/// <remarks>
/// <para><c>c = sigmoid((χ − λ) / η) · A / N</c> with delight <c>χ = A · surprisal</c> and <c>surprisal = −l</c>; for
/// η = 0 the gate is 1 where χ &gt; λ, else 0. Objective <c>mean(gate · A · l)</c>, the gate without gradient.</para>
/// <para>For η → ∞ every gate is ½: half of REINFORCE (tested).</para>
/// <para>Source: Osband (2026), "Delightful Policy Gradient", arXiv 2603.14608.</para>
/// </remarks>
public sealed class Delightful(double eta, double lambda) : IEstimator
{
    /// <summary>Added to the standard deviation that <see cref="Whiten"/> divides by.</summary>
    public const double DeviationFloor = 1e-8;

    /// <summary>True: all decisions of a row have one gate, that of the mean of their χ.</summary>
    /// <value>Default false.</value>
    public bool PerRow { get; init; }

    /// <summary>True: χ is divided by its population standard deviation over the batch's decisions, + 1e-8.</summary>
    /// <value>Default false.</value>
    public bool Whiten { get; init; }

    /// <summary>Surprisals beyond it count as it, in nats.</summary>
    /// <value>At least 0. Default infinity.</value>
    public double SurprisalMax { get; init; } = double.PositiveInfinity;

    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => false;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients)
    {
        double unit = Whiten ? Deviation(batch) + DeviationFloor : 1;
        return PerRow
            ? DecisionRules.ApplyToRows(new RowRule(this, unit), batch, coefficients)
            : DecisionRules.Apply(new Rule(this, unit), batch, coefficients);
    }

    private double Delight(double logProb, double advantage) => advantage * Math.Min(-logProb, SurprisalMax);

    private double GateOf(double delight) => Gate.Of(delight - lambda, eta);

    private double Deviation(in DecisionBatch batch)
    {
        double mean = 0, squares = 0;
        for (int i = 0; i < batch.Mask.Length; i++)
        {
            mean += batch.Mask[i] == 0 ? 0 : Delight(batch.LogProbs[i], batch.Advantages[i / batch.Decisions]);
        }

        mean /= batch.Count;
        for (int i = 0; i < batch.Mask.Length; i++)
        {
            double difference = batch.Mask[i] == 0
                ? 0
                : Delight(batch.LogProbs[i], batch.Advantages[i / batch.Decisions]) - mean;
            squares += difference * difference;
        }

        return Math.Sqrt(squares / batch.Count);
    }

    private readonly struct Rule(Delightful options, double unit) : IDecisionRule
    {
        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage)
        {
            double gate = options.GateOf(options.Delight(logProb, advantage) / unit);
            return DecisionTerm.Weighted(gate * advantage, logProb);
        }
    }

    private struct RowRule(Delightful options, double unit) : IRowRule
    {
        private double _gate;

        public void Enter(in DecisionRow row)
        {
            double sum = 0;
            for (int t = 0; t < row.Mask.Length; t++)
            {
                sum += row.Mask[t] == 0 ? 0 : options.Delight(row.LogProbs[t], row.Advantage) / unit;
            }

            _gate = options.GateOf(sum / Math.Max(1, row.Count));
        }

        public readonly DecisionTerm Term(double logProb, double behaviourLogProb, double advantage) =>
            DecisionTerm.Weighted(_gate * advantage, logProb);
    }
}
