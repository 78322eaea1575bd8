using Delight.Determinism;
using Delight.Learning.Kernels;

namespace Delight.Learning.Tests.Kernels;

public sealed class LogSoftmaxTests
{
    [Fact]
    public void Forward_TwoActionsWithOddsOfThree_IsThreeQuarters()
    {
        // z = (ln 3, 0): π = 3 / (3 + 1) and 1 / 4.
        (double[] logProbs, double[] probabilities) = Forward([(float)Math.Log(3), 0], 2, [1]);
        Near.Equal(Math.Log(0.25), logProbs[0]);
        Near.Equal([0.75, 0.25], probabilities);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(257)]
    public void Forward_RandomLogits_AgreesWithPlainFormula(int actions)
    {
        RandomStream random = RandomStream.Derive(1, "logits", actions);
        float[] logits = new float[7 * actions];
        int[] chosen = new int[7];
        for (int i = 0; i < logits.Length; i++)
        {
            logits[i] = (float)(5 * random.NextNormal());
        }

        for (int d = 0; d < 7; d++)
        {
            chosen[d] = random.NextIndex(actions);
        }

        (double[] logProbs, double[] probabilities) = Forward(logits, actions, chosen);
        for (int d = 0; d < 7; d++)
        {
            double sum = 0;
            for (int j = 0; j < actions; j++)
            {
                sum += Math.Exp(logits[(d * actions) + j]);
            }

            for (int j = 0; j < actions; j++)
            {
                double expected = Math.Exp(logits[(d * actions) + j]) / sum;
                Near.Equal(expected, probabilities[(d * actions) + j], Near.DoublePrecision, Near.DoublePrecision);
            }

            Near.Equal(
                logits[(d * actions) + chosen[d]] - Math.Log(sum), logProbs[d],
                 Near.DoublePrecision, Near.DoublePrecision);
        }
    }

    [Fact]
    public void Forward_LogitsAtTheirLimits_StaysFinite()
    {
        // l = −10,000 − 10,000 − log(1 + e^-20000) = −20,000; the probability itself underflows to 0.
        (double[] logProbs, double[] probabilities) = Forward([1e4f, -1e4f, 1e4f, -1e4f], 2, [1, 0]);
        Assert.Equal([-20_000.0, 0.0], logProbs);
        Assert.Equal([1.0, 0.0, 1.0, 0.0], probabilities);
    }

    [Fact]
    public void Forward_DecisionBesideOthers_HasTheSameBits()
    {
        float[] logits = [0.3f, -2, 7, 1, 1, 1, -4, 0.25f, 3];
        (double[] together, double[] _) = Forward(logits, 3, [0, 1, 2]);
        for (int d = 0; d < 3; d++)
        {
            (double[] alone, double[] _) = Forward(logits[(3 * d)..(3 * (d + 1))], 3, [d]);
            Assert.Equal(alone[0], together[d]);
        }
    }

    [Fact]
    public void Forward_ChosenActionOutOfRange_NamesItsIndex()
    {
        ArgumentOutOfRangeException error =
            Assert.Throws<ArgumentOutOfRangeException>(() => Forward([0, 0, 0, 0], 2, [0, 2]));
        Assert.Contains("chosen[1] is 2; actions are 0 to 1.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Backward_TwoActions_IsOnehotMinusProbabilities()
    {
        // c = 2, π = (0.75, 0.25), a = 1: 2 · (0 − 0.75, 1 − 0.25).
        float[] dLogits = [9, 9];
        LogSoftmax.Backward([0.75, 0.25], 2, [1], [2], dLogits);
        Assert.Equal([-1.5f, 1.5f], dLogits);
    }

    [Fact]
    public void Backward_ProbabilityNearOne_KeepsTheDigitsOfTheRest()
    {
        // π(0) rounds to 1, yet 1 − π(0) is 1e-30 and not 0.
        float[] dLogits = new float[2];
        LogSoftmax.Backward([1, 1e-30], 2, [0], [3], dLogits);
        Assert.Equal([3e-30f, -3e-30f], dLogits);
    }

    [Fact]
    public void Backward_CoefficientOfZero_OverwritesWithZerosEvenBesideNaN()
    {
        float[] dLogits = [float.NaN, 5];
        LogSoftmax.Backward([double.NaN, 1], 2, [-1], [0], dLogits);
        Assert.Equal([0f, 0f], dLogits);
    }

    [Fact]
    public void Backward_RandomDecision_AgreesWithCentralDifferences()
    {
        float[] logits = [0.5f, -1.25f, 2, 0.75f];
        double[] probabilities = Forward(logits, 4, [2]).Probabilities;
        float[] dLogits = new float[4];
        LogSoftmax.Backward(probabilities, 4, [2], [1], dLogits);
        const float Step = 1f / 1024;
        for (int j = 0; j < 4; j++)
        {
            float[] up = [.. logits], down = [.. logits];
            up[j] += Step;
            down[j] -= Step;
            double difference = (Forward(up, 4, [2]).LogProbs[0] - Forward(down, 4, [2]).LogProbs[0]) / (2 * Step);
            Near.Equal(difference, dLogits[j]);
        }
    }

    [Fact]
    public void Entropy_UniformAndCertain_AreLogOfActionsAndZero()
    {
        Near.Equal(Math.Log(4), LogSoftmax.Entropy([0.25, 0.25, 0.25, 0.25]), Near.DoublePrecision, 0);
        Assert.Equal(0, LogSoftmax.Entropy([0, 1, 0]));
    }

    [Fact]
    public void Confidence_HalfAndTwoQuarters_IsThreeEighths() =>
        Assert.Equal(0.375, LogSoftmax.Confidence([0.5, 0.25, 0.25])); // 1/4 + 1/16 + 1/16

    [Fact]
    public void ForwardAndBackward_SteadyState_AllocateNothing()
    {
        float[] logits = new float[1000], dLogits = new float[1000];
        int[] chosen = new int[100];
        float[] coefficients = new float[100];
        Array.Fill(coefficients, 1f);
        double[] logProbs = new double[100], probabilities = new double[1000];
        long allocated = 0;
        for (int round = 0; round < 2; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            LogSoftmax.Forward(logits, 10, chosen, logProbs, probabilities);
            LogSoftmax.Backward(probabilities, 10, chosen, coefficients, dLogits);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    private static (double[] LogProbs, double[] Probabilities) Forward(float[] logits, int actions, int[] chosen)
    {
        double[] logProbs = new double[chosen.Length];
        double[] probabilities = new double[logits.Length];
        LogSoftmax.Forward(logits, actions, chosen, logProbs, probabilities);
        return (logProbs, probabilities);
    }
}
