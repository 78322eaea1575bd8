namespace Delight.Tidy.Tests.Rules;

public sealed class LearningRulesTests
{
    private const string Kernel = "namespace K;\npublic static class Fold { public static void BackwardInput() { } }";

    private static readonly SourceFile Fold = new("src/Delight.Learning/Kernels/Fold.cs", Kernel);
    private static readonly SourceFile Tests =
        new("tests/Delight.Learning.Tests/Kernels/FoldTests.cs", "class FoldTests;");

    private static readonly HashSet<string> None = [];
    private static readonly HashSet<string> Listed = ["Fold"];

    [Fact]
    public void EstimatorNamesItsSource_NoSource_IsFound() => Sample.AssertOne(
        LearningRules.EstimatorNamesItsSource(
            Sample.Of("src/L/A.cs", "/// <summary>Good.</summary>\npublic sealed class A : B, IEstimator;")),
        "src/L/A.cs:2", "estimator A");

    [Theory]
    [InlineData("src/L/A.cs", "/// <remarks>Source: Williams (1992).</remarks>\npublic sealed class A : IEstimator;")]
    [InlineData("src/L/A.cs", "public sealed class A : IEstimatorFactory;")]
    [InlineData("tests/L/A.cs", "public sealed class A : IEstimator;")]
    public void EstimatorNamesItsSource_SourceOrNoEstimator_IsFine(string path, string code) =>
        Assert.Empty(LearningRules.EstimatorNamesItsSource(Sample.Of(path, code)));

    [Fact]
    public void KernelHasTests_NoTestFile_IsFound()
    {
        Sample.AssertOne(LearningRules.KernelHasTests([Fold]), Fold.Path + ":2", "FoldTests.cs");
        Assert.Empty(LearningRules.KernelHasTests([Fold, Tests]));
    }

    [Fact]
    public void KernelHasBenchmark_NoneAndNotListed_IsFound()
    {
        SourceFile other = new("bench/B/Other.cs", "class FoldBenchmarks { /* Fold */ }");

        Sample.AssertOne(LearningRules.KernelHasBenchmark([Fold, other], None), Fold.Path + ":2", "no benchmark");
        Assert.Empty(LearningRules.KernelHasBenchmark([Fold, other], Listed));
    }

    [Fact]
    public void KernelHasBenchmark_OneAndListed_IsFound()
    {
        SourceFile bench = new("bench/B/FoldBenchmarks.cs", "class Bench { void Go() => Fold.BackwardInput(); }");

        Assert.Empty(LearningRules.KernelHasBenchmark([Fold, bench], None));
        Sample.AssertOne(
            LearningRules.KernelHasBenchmark([Fold, bench], Listed), Fold.Path + ":2", "off the list");
    }

    [Theory]
    [InlineData("src/Delight.Learning/Kernels/Shape.cs", "public static class Shape { public static void Fit() { } }")]
    [InlineData("src/Delight.Learning/Policies/P.cs", "public static class P { public static void Forward() { } }")]
    [InlineData("src/Delight.Learning/Kernels/P.cs", "public class P { public void Forward() { } }")]
    public void Kernels_OtherTypes_AreNone(string path, string code) =>
        Assert.Empty(LearningRules.Kernels(Sample.Of(path, code)));
}
