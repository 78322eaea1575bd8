using Delight.Learning.Policies.Mlp;

namespace Delight.Learning.Tests.Policies.Mlp;

/// <summary>The perceptron's formula in double, loop by loop.</summary>
internal static class ReferenceMlp
{
    public static double[] Forward(MlpPolicy policy, double[] parameters, byte[] inputs, int rows)
    {
        double[] x = [.. inputs.Select(pixel => pixel / 255.0)];
        for (int layer = 0; layer < policy.Sizes.Count - 1; layer++)
        {
            int inputCount = policy.Sizes[layer], outputCount = policy.Sizes[layer + 1];
            int weight = policy.Layout[$"layer{layer}.weight"].Offset,
            bias = policy.Layout[$"layer{layer}.bias"].Offset;
            double[] y = new double[rows * outputCount];
            for (int row = 0; row < rows; row++)
            {
                for (int n = 0; n < outputCount; n++)
                {
                    double sum = parameters[bias + n];
                    for (int k = 0; k < inputCount; k++)
                    {
                        sum += x[(row * inputCount) + k] * parameters[weight + (k * outputCount) + n];
                    }

                    bool isLast = layer == policy.Sizes.Count - 2;
                    y[(row * outputCount) + n] = isLast ? sum : Math.Max(0, sum);
                }
            }

            x = y;
        }

        return x;
    }
}
