using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;
using Delight.Export.Tables;

namespace Delight.Export.Tests.Tables;

public sealed class NamedRunTests
{
    [Theory]
    [InlineData("runs/a", "x/runs/b", "a", "b")]
    [InlineData("c1/dg-seed1", "c2/dg-seed1", "c1/dg-seed1", "c2/dg-seed1")]
    [InlineData("x/c/dg-seed1", "y/c/dg-seed1", "x/c/dg-seed1", "y/c/dg-seed1")]
    [InlineData("x/runs/a", "y/runs/a", "x/runs/a", "y/runs/a")]
    public void Of_TwoFolders_GivesNamesThatDiffer(string one, string two, string nameOfOne, string nameOfTwo)
    {
        IReadOnlyList<NamedRun> named = NamedRun.Of(
            [new RunRecord(one, RecordSamples.Summary()), new RunRecord(two, RecordSamples.Summary())]);

        Assert.Equal([nameOfOne, nameOfTwo], named.Select(run => run.Name));
    }
}
