using Delight.Learning.Estimators;

namespace Delight.Learning.Tests.Training;

/// <summary>Answers with the coefficient and the objective that a test sets.</summary>
internal sealed class ScriptedEstimator : IEstimator
{
    public float Coefficient { get; set; } = 1;

    public double Objective { get; init; }

    public bool NeedsBehaviourLogProbs => false;

    public double Compute(in DecisionBatch batch, Span<float> coefficients)
    {
        coefficients.Fill(Coefficient);
        return Objective;
    }
}
