using Delight.Learning.Parameters;

namespace Delight.Learning.Tests.Parameters;

public sealed class PolicyVersionTests
{
    [Fact]
    public void Order_TermBeforeStep_NeverGoesBack()
    {
        PolicyVersion[] ascending = [PolicyVersion.Initial, new(0, 1), new(0, 900), new(1, 0), new(1, 3), new(2, 1)];
        Assert.Equal(ascending, ascending.Reverse().Order());
        Assert.True(ascending[2] < ascending[3] && ascending[3] > ascending[2] && ascending[2] <= ascending[3]
            && !(ascending[2] >= ascending[3]));
        Assert.True(new PolicyVersion(1, 3) >= ascending[4] && new PolicyVersion(1, 3) <= ascending[4]);
    }

    [Fact]
    public void Next_Always_StaysInItsTerm() => Assert.Equal("3.8", new PolicyVersion(3, 7).Next.ToString());
}
