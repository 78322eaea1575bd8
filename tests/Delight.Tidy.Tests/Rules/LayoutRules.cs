using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Delight.Tidy.Tests.Rules;

/// <summary>A type is where its name says.</summary>
public static class LayoutRules
{
    private static readonly string[] Projects = ["src", "tests", "bench"];

    public static IEnumerable<Finding> OnePublicTypePerFile(IReadOnlyList<SourceFile> files)
    {
        return
            from file in Code(files)
            where !file.Name.EndsWith("Messages.cs", StringComparison.Ordinal)
            let name = Path.GetFileNameWithoutExtension(file.Name)
            from type in TopLevelTypes(file)
            let own = type.Modifiers.Any(SyntaxKind.PartialKeyword) ? name.Split('.')[0] : name
            where type.Modifiers.Any(SyntaxKind.PublicKeyword) && NameOf(type) != own
            select new Finding(
                file.Path, SourceFile.LineOf(type), $"public type {NameOf(type)} is in a file named {name}",
                "Give it a file of its own name; only the records of one protocol share a *Messages.cs");
    }

    public static IEnumerable<Finding> NamespaceIsFolder(IReadOnlyList<SourceFile> files) =>
        from file in Code(files)
        where Projects.Any(file.IsUnder)
        let expected = string.Join('.', file.Folder.Split('/').Skip(1))
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
