using Delight.Actors.Rollouts;
using Delight.Actors.Running;
using Delight.Learning.Catalogue;

namespace Delight.Actors.Tests.Rollouts;

public sealed class PolicyAgeTests
{
    private const int RowsPerUpdate = 10;

    private static readonly StreamSource Random = RunStreams.Of(3);

    [Theory]
    [InlineData(0, 0)] // update 0
    [InlineData(159, 0)] // update 15
    [InlineData(160, 1)]
    [InlineData(1_005, 85)] // update 100
    public void StepFor_FixedAge_CountsFromTheUpdateOfTheRow(long row, long expected) =>
        Assert.Equal(expected, PolicyAge.Fixed(RowsPerUpdate, steps: 15).StepFor(row, Random));

    [Fact]
    public void StepFor_Uniform_DrawsEachAgeAlikeOftenForEachRequest()
    {
        int[] counts = Count(PolicyAge.Uniform(RowsPerUpdate, min: 4, max: 7), ages: 8);
        Assert.Equal([0, 0, 0, 0], counts[..4]);

        // 40,000 draws of four ages: 10,000 each, standard deviation 87.
        Assert.All(counts[4..], count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void StepFor_Bimodal_DrawsTheGreaterAgeWithItsShare()
    {
        int[] counts = Count(PolicyAge.Bimodal(RowsPerUpdate, low: 2, high: 28, share: 0.25), ages: 29);
        Assert.Equal(40_000, counts[2] + counts[28]);
        Assert.InRange(counts[28], 9_600, 10_400);
    }

    [Fact]
    public void StepFor_Exponential_HasItsMeanAndItsCut()
    {
        int[] counts = Count(PolicyAge.Exponential(RowsPerUpdate, mean: 4, max: 40), ages: 41);

        // Geometric of mean 4: P(0) = 1/5, variance 20; the cut at 40 takes 0.0005 of the mean.
        Assert.InRange(counts[0], 7_600, 8_400);
        Assert.InRange(counts.Select((count, age) => (double)count * age).Sum() / 40_000, 3.9, 4.1);
        Assert.Equal(40_000, Count(PolicyAge.Exponential(RowsPerUpdate, mean: 400, max: 3), ages: 4).Sum());
    }

    [Fact]
    public void StepFor_OfUpdates_GivesTheRowsOfABatchOnePolicy()
    {
        PolicyAge age = PolicyAge.OfUpdates(RowsPerUpdate, min: 0, max: 31);
        HashSet<long> ages = [];
        for (long update = 100; update < 1_100; update++)
        {
            long[] steps =
            [
                .. Enumerable.Range(0, RowsPerUpdate)
                    .Select(row => age.StepFor((update * RowsPerUpdate) + row, Random)).Distinct(),
            ];
            ages.Add(update - Assert.Single(steps));
        }

        Assert.Equal(Enumerable.Range(0, 32).Select(a => (long)a), ages.Order());
    }

    [Fact]
    public void StepFor_SameRow_DrawsTheSameAgain()
    {
        PolicyAge age = PolicyAge.Uniform(RowsPerUpdate, min: 0, max: 1_000);
        long[] first = [.. Enumerable.Range(20_000, 50).Select(row => age.StepFor(row, Random))];
        Assert.Equal(first.Reverse(), Enumerable.Range(20_000, 50).Reverse().Select(row => age.StepFor(row, Random)));
        Assert.NotEqual(first, Enumerable.Range(20_000, 50).Select(row => age.StepFor(row, RunStreams.Of(4))));
    }

    [Theory]
    [InlineData("fixed(steps=15)", 15)]
    [InlineData("uniform(min=2,max=9)", 9)]
    [InlineData("batch", 31)]
    [InlineData("bimodal(high=40)", 40)]
    [InlineData("exponential(mean=3)", 150)]
    public void Catalogue_Name_MakesItsAge(string text, int stepsMax) =>
        Assert.Equal(stepsMax, Made(text, [])!.StepsMax);

    [Fact]
    public void Catalogue_Newest_IsNoAge() => Assert.Null(Made("newest", []));

    [Theory]
    [InlineData(
        "uniform(min=9,max=3)", "age 'uniform': min is 9 and max is 3; min must be at most max. Exchange them.")]
    [InlineData("bimodal(low=29)", "age 'bimodal': low is 29 and high is 28; low must be at most high. Exchange them.")]
    [InlineData("fixed(steps=-1)", "age 'fixed': steps is -1; it must be at least 0 and at most 10000.")]
    public void Catalogue_AgesThatCannotBe_AreRefused(string text, string expected)
    {
        List<string> errors = [];
        Assert.Null(Made(text, errors));
        Assert.Equal([expected], errors);
    }

    private static PolicyAge? Made(string text, List<string> errors)
    {
        PartReference reference = PartReference.Parse(text, errors)!;
        return PolicyAgeCatalogue.Create().Resolve(reference, errors) is { } found
            ? found.Definition.Create(found.Values, RowsPerUpdate)
            : null;
    }

    private static int[] Count(PolicyAge age, int ages)
    {
        int[] counts = new int[ages];
        for (int draw = 0; draw < 40_000; draw++)
        {
            long row = RowsPerUpdate * (1_000L + draw);
            counts[(row / RowsPerUpdate) - age.StepFor(row, Random)]++;
        }

        return counts;
    }
}
