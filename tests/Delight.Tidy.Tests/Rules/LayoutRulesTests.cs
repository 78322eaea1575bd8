namespace Delight.Tidy.Tests.Rules;

public sealed class LayoutRulesTests
{
    [Fact]
    public void OnePublicTypePerFile_SecondPublicType_IsFound() => Sample.AssertOne(
        LayoutRules.OnePublicTypePerFile(Sample.Of("src/X/A.cs", "namespace X;\npublic class A;\npublic class B;")),
        "src/X/A.cs:3", "public type B", "named A");

    [Fact]
    public void OnePublicTypePerFile_TypeOfAnotherName_IsFound() => Sample.AssertOne(
        LayoutRules.OnePublicTypePerFile(Sample.Of("src/X/A.cs", "namespace X;\npublic delegate void Go();")),
        "src/X/A.cs:2", "public type Go");

    [Theory]
    [InlineData("src/X/A.cs", "namespace X; public class A<T> { public class Inner; } internal class B;")]
    [InlineData("src/X/A.Part.cs", "namespace X; public partial class A;")]
    [InlineData("src/X/A.cs", "namespace X; public class A; public enum B { One } public record C(int D);")]
    [InlineData("src/X/LinkMessages.cs", "namespace X; public record A; public record B;")]
    public void OnePublicTypePerFile_HelpersAndProtocols_AreFine(string path, string code) =>
        Assert.Empty(LayoutRules.OnePublicTypePerFile(Sample.Of(path, code)));

    [Theory]
    [InlineData("src/X.Y/Z/A.cs", "namespace X.Y;\nclass A;", "X.Y, its folder says X.Y.Z")]
    [InlineData("tests/X/A.cs", "\nclass A;", "none, its folder says X")]
    [InlineData("bench/X/A.cs", "namespace X.Y\n{ class A; }", "X.Y, its folder says X")]
    public void NamespaceIsFolder_OtherNamespace_IsFound(string path, string code, string rule) =>
        Sample.AssertOne(LayoutRules.NamespaceIsFolder(Sample.Of(path, code)), $"{path}:2", rule);

    [Theory]
    [InlineData("src/X.Y/Z/A.cs", "namespace X.Y.Z; class A;")]
    [InlineData("src/X/GlobalUsings.cs", "global using System;")]
    public void NamespaceIsFolder_SameOrNoTypes_IsFine(string path, string code) =>
        Assert.Empty(LayoutRules.NamespaceIsFolder(Sample.Of(path, code)));
}
