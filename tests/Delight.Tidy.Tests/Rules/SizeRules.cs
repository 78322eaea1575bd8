using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Delight.Tidy.Tests.Rules;

/// <summary>Limits that keep a file, a line, a method and a signature readable.</summary>
public static class SizeRules
{
    public const int FileLinesMax = 500;
    public const int LineColumnsMax = 120;
    public const int MethodLinesMax = 70;
    public const int ParametersMax = 5;

    public static IEnumerable<Finding> FileLength(IReadOnlyList<SourceFile> files) =>
        from file in Code(files)
        let lines = file.Lines.Length - (file.Text.EndsWith('\n') ? 1 : 0)
        where lines > FileLinesMax
        select new Finding(
            file.Path, FileLinesMax + 1, $"the file has {lines} lines; at most {FileLinesMax}",
            "Split it by responsibility");

    public static IEnumerable<Finding> LineLength(IReadOnlyList<SourceFile> files) =>
        from file in Code(files)
        from line in file.Lines.Select((text, index) => (Columns: text.TrimEnd('\r').Length, Number: index + 1))
        where line.Columns > LineColumnsMax
        select new Finding(
            file.Path, line.Number, $"the line has {line.Columns} columns; at most {LineColumnsMax}", "Break it");

    public static IEnumerable<Finding> MethodLength(IReadOnlyList<SourceFile> files) =>
        from file in Code(files)
        from node in file.Syntax.DescendantNodes()
        where node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
        let span = node.SyntaxTree.GetLineSpan(node.Span)
        let lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1
        where lines > MethodLinesMax
        select new Finding(
            file.Path, SourceFile.LineOf(node), $"{NameOf(node)} has {lines} lines; at most {MethodLinesMax}",
            "Take a step with a name of its own out of it");

    public static IEnumerable<Finding> ParameterCount(IReadOnlyList<SourceFile> files) =>
        from file in Code(files)
        from node in file.Syntax.DescendantNodes()
        let parameters = ParametersOf(node)
        where parameters > ParametersMax
        select new Finding(
            file.Path, SourceFile.LineOf(node), $"{NameOf(node)} has {parameters} parameters; at most {ParametersMax}",
            "Pass a record that names what belongs together");

    private static IEnumerable<SourceFile> Code(IReadOnlyList<SourceFile> files) =>
        files.Where(file => file.IsCSharp && !file.IsGenerated);

    /// <summary>An implementation of Akka.NET's IActorRefProvider, whose methods have up to eight parameters.</summary>
    private static bool IsProvider(TypeDeclarationSyntax type) =>
        type.BaseList?.Types.Any(implemented => implemented.ToString() == "IActorRefProvider") == true;

    /// <summary>What a caller passes. Records and theories are lists of values. What overrides or hides a member of its
    /// base class has no choice.</summary>
    private static int ParametersOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method when method.Modifiers.Any(SyntaxKind.OverrideKeyword) => 0,
        MethodDeclarationSyntax method when method.Modifiers.Any(SyntaxKind.NewKeyword) => 0,
        MethodDeclarationSyntax { ExplicitInterfaceSpecifier: not null } => 0,
        MethodDeclarationSyntax { Parent: TypeDeclarationSyntax type } when IsProvider(type) => 0,
        MethodDeclarationSyntax method when IsTheory(method) => 0,
        ConstructorDeclarationSyntax { Parent: RecordDeclarationSyntax } => 0,
        BaseMethodDeclarationSyntax method => method.ParameterList.Parameters.Count,
        LocalFunctionStatementSyntax local => local.ParameterList.Parameters.Count,
        DelegateDeclarationSyntax signature => signature.ParameterList.Parameters.Count,
        RecordDeclarationSyntax => 0,
        TypeDeclarationSyntax type => type.ParameterList?.Parameters.Count ?? 0,
        _ => 0,
    };

    private static bool IsTheory(MethodDeclarationSyntax method) => method.AttributeLists
        .SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() is "Theory");

    private static string NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        ConstructorDeclarationSyntax constructor => $"the constructor of {constructor.Identifier.Text}",
        LocalFunctionStatementSyntax local => local.Identifier.Text,
        DelegateDeclarationSyntax signature => signature.Identifier.Text,
        TypeDeclarationSyntax type => $"the constructor of {type.Identifier.Text}",
        AccessorDeclarationSyntax accessor => accessor.Keyword.Text,
        _ => "an operator",
    };
}
