namespace Delight.Learning.Training;

/// <summary>Direction of an update against two that are known to be right.</summary>
/// <param name="ToPolicyGradient">Cosine of the batch's gradient with the exact gradient of the expected reward over
/// all actions, on the batch's contexts.</param>
/// <param name="ToCrossEntropy">Cosine with the supervised gradient towards the right answers of these
/// contexts.</param>
public readonly record struct UpdateCosines(double ToPolicyGradient, double ToCrossEntropy);
