namespace Delight.Tidy.Tests.Rules;

public sealed class SizeRulesTests
{
    [Fact]
    public void FileLength_OneLineTooMany_IsFound()
    {
        string most = string.Concat(Enumerable.Repeat("//\n", SizeRules.FileLinesMax));

        Assert.Empty(SizeRules.FileLength(Sample.Of("src/A.cs", most)));
        Assert.Empty(SizeRules.FileLength(Sample.Of("src/A.g.cs", most + "//\n")));
        Sample.AssertOne(SizeRules.FileLength(Sample.Of("A.cs", most + "//\n")), "A.cs:501", "501 lines", "Split");
    }

    [Fact]
    public void LineLength_OneColumnTooMany_IsFound()
    {
        string most = "// " + new string('x', SizeRules.LineColumnsMax - 3);

        Assert.Empty(SizeRules.LineLength(Sample.Of("A.cs", most + "\r\n")));
        Sample.AssertOne(SizeRules.LineLength(Sample.Of("A.cs", $"\n{most}x\n")), "A.cs:2", "121 columns", "Break");
        Assert.Empty(SizeRules.LineLength(Sample.Of("A.md", most + "x")));
    }

    [Fact]
    public void MethodLength_OneLineTooMany_IsFoundWhereTheMethodBegins()
    {
        string most = new('\n', SizeRules.MethodLinesMax - 2);
        SourceFile[] fits = Sample.Of("A.cs", $"class A\n{{\n/// <summary/>\nvoid Go()\n{{{most}}}\n}}");
        SourceFile[] isLonger = Sample.Of("A.cs", $"class A\n{{\n/// <summary/>\nvoid Go()\n{{{most}\n}}\n}}");

        Assert.Empty(SizeRules.MethodLength(fits));
        Sample.AssertOne(SizeRules.MethodLength(isLonger), "A.cs:4", "Go has 71 lines");
    }

    [Theory]
    [InlineData("class A { void Go(int a, int b, int c, int d, int e, int f) { } }", "Go has 6 parameters")]
    [InlineData("class A { A(int a, int b, int c, int d, int e, int f) { } }", "the constructor of A has 6 parameters")]
    [InlineData("class A(int a, int b, int c, int d, int e, int f);", "the constructor of A has 6 parameters")]
    [InlineData("interface A { void Go(int a, int b, int c, int d, int e, int f); }", "Go has 6 parameters")]
    [InlineData("class A { void X() { void I(int a, int b, int c, int d, int e, int f) { } } }", "I has 6 parameters")]
    [InlineData("delegate void Go(int a, int b, int c, int d, int e, int f);", "Go has 6 parameters")]
    public void ParameterCount_Six_IsFound(string code, string rule) =>
        Sample.AssertOne(SizeRules.ParameterCount(Sample.Of("A.cs", code)), "A.cs:1", rule);

    [Theory]
    [InlineData("class A { void Go(int a, int b, int c, int d, int e) { } }")]
    [InlineData("record A(int A, int B, int C, int D, int E, int F);")]
    [InlineData("record struct A(int A, int B, int C, int D, int E, int F);")]
    [InlineData("class A : B { public override void Go(int a, int b, int c, int d, int e, int f) { } }")]
    [InlineData("class A : B { public new void Go(int a, int b, int c, int d, int e, int f) { } }")]
    [InlineData("class A { [Theory] public void Go(int a, int b, int c, int d, int e, int f) { } }")]
    public void ParameterCount_FiveOrNoChoice_IsFine(string code) =>
        Assert.Empty(SizeRules.ParameterCount(Sample.Of("A.cs", code)));
}
