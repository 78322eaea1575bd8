namespace Delight.Learning.Inspection;

/// <summary>What one estimator makes of one unmasked decision.</summary>
/// <param name="Row">Its row, from 0.</param>
/// <param name="Decision">Its place in the row, from 0.</param>
/// <param name="Action">The action that the coefficient is for: the chosen one, or the right answer for an
/// oracle.</param>
/// <param name="Surprisal">−l, in nats.</param>
/// <param name="Advantage">A of the row by the estimator's own baseline where it has one, else by the batch's.</param>
/// <param name="Delight">A · surprisal.</param>
/// <param name="Gate">c · N / A, the weight that is left of REINFORCE; null where A is 0 or the estimator is an
/// oracle.</param>
/// <param name="Ratio">exp(l − u), the difference clamped to ±60.</param>
/// <param name="Coefficient">c.</param>
public readonly record struct InspectedDecision(
    int Row, int Decision, int Action, double Surprisal, double Advantage, double Delight, double? Gate, double Ratio,
    float Coefficient);
