using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Delight.Tidy.Tests.Rules;

/// <summary>A type is where its name says.</summary>
public static class LayoutRules
{
    private const int CompanionLinesMax = 25;

    private static readonly string[] Projects = ["src", "tests", "bench"];

    public static IEnumerable<Finding> OnePublicTypePerFile(IReadOnlyList<SourceFile> files)
    {
        return
            from file in Code(files)
            where !file.Name.EndsWith("Messages.cs", StringComparison.Ordinal)
            let name = Path.GetFileNameWithoutExtension(file.Name)
            from type in TopLevelTypes(file)
            let own = type.Modifiers.Any(SyntaxKind.PartialKeyword) ? name.Split('.')[0] : name
            where type.Modifiers.Any(SyntaxKind.PublicKeyword) && NameOf(type) != own && !IsSmallCompanion(type)
            select new Finding(
                file.Path, SourceFile.LineOf(type), $"public type {NameOf(type)} is in a file named {name}",
                "Give it a file of its own name; only small records and enums that go with a type share its file");
    }

    /// <summary>A record or an enum of a few lines behind the type that the file is named for.</summary>
    private static bool IsSmallCompanion(MemberDeclarationSyntax type)
    {
        FileLinePositionSpan span = type.SyntaxTree.GetLineSpan(type.Span);
        bool isFirst = (type.Parent as BaseNamespaceDeclarationSyntax)?.Members.FirstOrDefault() == type;
        return !isFirst && type is RecordDeclarationSyntax or EnumDeclarationSyntax
            && span.EndLinePosition.Line - span.StartLinePosition.Line < CompanionLinesMax;
    }

    public static IEnumerable<Finding> NamespaceIsFolder(IReadOnlyList<SourceFile> files) =>
        from file in Code(files)
        where Projects.Any(file.IsUnder)
        let folders = string.Join('.', file.Folder.Split('/').Skip(1))
        let expected = folders.Replace(".Abstractions", string.Empty, StringComparison.Ordinal)
        from type in TopLevelTypes(file)
        let actual = (type.Parent as BaseNamespaceDeclarationSyntax)?.Name.ToString() ?? "none"
        where actual != expected
        select new Finding(
            file.Path, SourceFile.LineOf(type),
            $"the namespace of {NameOf(type)} is {actual}, its folder says {expected}",
            "Move the file or change the namespace");

    private static IEnumerable<SourceFile> Code(IReadOnlyList<SourceFile> files) =>
        files.Where(file => file.IsCSharp && !file.IsGenerated);

    private static IEnumerable<MemberDeclarationSyntax> TopLevelTypes(SourceFile file) => file.Syntax
        .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
        .OfType<MemberDeclarationSyntax>()
        .Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    private static string NameOf(MemberDeclarationSyntax type) => type is DelegateDeclarationSyntax signature
        ? signature.Identifier.Text
        : ((BaseTypeDeclarationSyntax)type).Identifier.Text;
}
