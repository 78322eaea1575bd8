using Delight.Learning.Advantages;

namespace Delight.Learning.Estimators;

/// <summary>A policy-gradient estimator: a function from a batch to one coefficient per decision.</summary>
/// <remarks>
/// <para>The update ascends <c>Σ_t c_t · ∇ log π(a_t | h_t)</c>; ratios, gates and surprisals carry no gradient of
/// their own.</para>
/// <para>The same batch gives the same bits on every machine, and no call depends on the calls before it. An instance
/// holds its options and scratch memory that grows to the largest batch: steady state allocates nothing. One owner at a
/// time: not thread-safe.</para>
/// </remarks>
public interface IEstimator
{
    /// <summary>True where the coefficients depend on what the worker reported as its behaviour
    /// log-probability.</summary>
    bool NeedsBehaviourLogProbs { get; }

    /// <summary>True where the rows' chosen actions are to be replaced by the task's right answers: an
    /// oracle.</summary>
    bool NeedsAnswers => false;

    /// <summary>The baseline that belongs to the estimator; null: the run's. Whoever makes a batch fills
    /// <see cref="DecisionBatch.Advantages"/> by it.</summary>
    IAdvantage? OwnAdvantage => null;

    /// <summary>True where rows are compared with other rows of their context, so that one sample a context teaches
    /// nothing.</summary>
    bool NeedsGroups => OwnAdvantage?.NeedsGroups ?? false;

    /// <summary>Writes the coefficients and returns the objective that they are the gradient of.</summary>
    /// <param name="batch">Checked by its maker. <see cref="DecisionRules"/> obeys its mask and what other masks keep;
    /// a
    /// loop of one's own asks <see cref="DecisionBatch.Keeps"/>.</param>
    /// <param name="coefficients">[B, T] row-major; overwritten, 0 where the mask is 0.</param>
    /// <returns>The objective J, in units of reward unless the estimator's page says otherwise.</returns>
    double Compute(in DecisionBatch batch, Span<float> coefficients);
}
