using Delight.Learning.Advantages;
using Delight.Learning.Estimators;

namespace Delight.Learning.Tests.Estimators;

/// <summary>A batch on the heap, which tests can build, vary and run.</summary>
internal sealed record BatchData
{
    public required int Rows { get; init; }

    public required int Decisions { get; init; }

    public required double[] LogProbs { get; init; }

    public required double[] BehaviourLogProbs { get; init; }

    public required byte[] Mask { get; init; }

    public required double[] Advantages { get; init; }

    public required float[] Rewards { get; init; }

    public required int[] Groups { get; init; }

    public ulong DrawKey { get; init; } = 7;

    /// <summary>
    /// The batch of the hand-worked tables: one group of two rows with rewards 1 and 0, so A = ±1/2; N = 4;
    /// learner's p = 1/2, 1/4, 1/2, 1/8; behaviour's = 1/4, 1/2, 1/2, 1/2; ratios 2, 1/2, 1, 1/4.
    /// </summary>
    public static BatchData Worked() => new()
    {
        Rows = 2,
        Decisions = 2,
        LogProbs = [Math.Log(1.0 / 2), Math.Log(1.0 / 4), Math.Log(1.0 / 2), Math.Log(1.0 / 8)],
        BehaviourLogProbs = [Math.Log(1.0 / 4), Math.Log(1.0 / 2), Math.Log(1.0 / 2), Math.Log(1.0 / 2)],
        Mask = [1, 1, 1, 1],
        Advantages = [0.5, -0.5],
        Rewards = [1, 0],
        Groups = [0, 0],
    };

    /// <summary>The same batch as if the learner itself had just drawn it: u = l.</summary>
    public BatchData OnPolicy() => this with { BehaviourLogProbs = LogProbs };

    public DecisionBatch View() => new()
    {
        Rows = Rows,
        Decisions = Decisions,
        LogProbs = LogProbs,
        BehaviourLogProbs = BehaviourLogProbs,
        Mask = Mask,
        Advantages = Advantages,
        Rewards = Rewards,
        Groups = Groups,
        GroupCount = Groups.Max() + 1,
        Count = Mask.Count(value => value != 0),
        DrawKey = DrawKey,
    };

    public (double Objective, float[] Coefficients) Run(IEstimator estimator)
    {
        BatchData own = estimator.OwnAdvantage is { } advantage
            ? this with { Advantages = Compute(advantage, Rewards, Groups) }
            : this;
        DecisionBatch view = own.View();
        view.Validate();
        float[] coefficients = new float[Mask.Length];
        Array.Fill(coefficients, float.NaN); // a coefficient that is not overwritten shows
        double objective = estimator.Compute(view, coefficients);
        return (objective, coefficients);
    }

    /// <summary>Requires coefficients and objective of a hand-worked table.</summary>
    public void Gives(IEstimator estimator, double objective, params double[] coefficients)
    {
        (double actualObjective, float[] actual) = Run(estimator);
        Near.Equal(coefficients, actual);
        Near.Equal(objective, actualObjective, what: "objective");
    }

    public static double[] Compute(IAdvantage advantage, float[] rewards, params int[] groups)
    {
        double[] advantages = new double[rewards.Length];
        int count = groups.Length == 0 ? 1 : groups.Max() + 1;
        int[] dense = groups.Length == 0 ? new int[rewards.Length] : groups;
        advantage.Compute(new() { Rewards = rewards, Groups = dense, GroupCount = count }, advantages);
        return advantages;
    }
}
