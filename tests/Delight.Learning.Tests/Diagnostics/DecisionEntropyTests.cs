using Delight.Learning.Diagnostics;

namespace Delight.Learning.Tests.Diagnostics;

public sealed class DecisionEntropyTests
{
    [Fact]
    public void Mean_MaskedDecision_TakesNoPart() => Near.Equal(
        Math.Log(2) / 2, DecisionEntropy.Mean([0.5, 0.5, 1, 0, double.NaN, 0], 2, [1, 1, 0]), Near.DoublePrecision, 0);
}
