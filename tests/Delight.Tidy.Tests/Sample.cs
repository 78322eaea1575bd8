namespace Delight.Tidy.Tests;

/// <summary>Small bad files, to show that a rule finds what it is for.</summary>
internal static class Sample
{
    internal static SourceFile[] Of(string path, string text) => [new(path, text)];

    /// <summary>Asserts exactly one finding, at a place, whose text has all parts.</summary>
    internal static void AssertOne(IEnumerable<Finding> findings, string place, params string[] parts)
    {
        string text = Assert.Single(findings).ToString();
        Assert.StartsWith(place + ": ", text, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains(part, text, StringComparison.Ordinal));
    }
}
