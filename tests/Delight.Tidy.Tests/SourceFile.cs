using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Delight.Tidy.Tests;

/// <summary>A tracked text file as the rules see it.</summary>
/// <param name="path">Relative to the repository, with forward slashes.</param>
/// <param name="text">The whole content.</param>
public sealed class SourceFile(string path, string text)
{
    private readonly Lazy<SyntaxNode> _syntax = new(
        () => CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview), path).GetRoot());

    public string Path { get; } = path;

    public string Text { get; } = text;

    public string Name => System.IO.Path.GetFileName(Path);

    public string Folder => System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '/');

    public string[] Lines { get; } = text.Split('\n');

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    /// <summary>Written by a program: nobody reads it line by line.</summary>
    public bool IsGenerated =>
        Path.EndsWith(".g.cs", StringComparison.Ordinal) || Path.Contains("/Golden/", StringComparison.Ordinal)
        || Path.Contains(".golden.", StringComparison.Ordinal);

    /// <summary>The parsed C#.</summary>
    public SyntaxNode Syntax => _syntax.Value;

    public bool IsUnder(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    /// <summary>The line, from 1, on which a node begins, its documentation left aside.</summary>
    public static int LineOf(SyntaxNode node) => node.SyntaxTree.GetLineSpan(node.Span).StartLinePosition.Line + 1;
}
