using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Delight.Tidy.Tests.Rules;

/// <summary>Namespaces of a project depend on each other one way.</summary>
/// <remarks>Seen in the text of the files: a simple name counts as the type of that name in a namespace that the file
/// uses or stands in. Documentation does not count.</remarks>
public static class NamespaceRules
{
    /// <summary>One finding for each namespace that depends on another that depends on it, however far round.</summary>
    /// <param name="files">All files.</param>
    /// <param name="exempt">Projects that are left out.</param>
    public static IEnumerable<Finding> DependOneWay(IReadOnlyList<SourceFile> files, IReadOnlySet<string> exempt) =>
        from project in files.Where(file => file.IsCSharp && file.IsUnder("src"))
            .GroupBy(file => file.Path.Split('/')[1])
        where !exempt.Contains(project.Key)
        from finding in Cycles([.. project])
        select finding;

    private static IEnumerable<Finding> Cycles(IReadOnlyList<SourceFile> files)
    {
        ILookup<string, string> namespacesOfType = (
            from file in files
            from type in file.Syntax.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
            where type.Parent is BaseNamespaceDeclarationSyntax
            select (type.Identifier.Text, Namespace: NamespaceOf(file)))
            .Distinct().ToLookup(pair => pair.Text, pair => pair.Namespace);
        Dictionary<string, Dictionary<string, string>> uses = new(StringComparer.Ordinal);
        foreach (SourceFile file in files)
        {
            foreach (string target in Used(file, namespacesOfType))
            {
                if (!uses.TryGetValue(NamespaceOf(file), out Dictionary<string, string>? targets))
                {
                    uses[NamespaceOf(file)] = targets = new(StringComparer.Ordinal);
                }

                targets.TryAdd(target, file.Path);
            }
        }

        return
            from source in uses
            from target in source.Value
            where Reaches(uses, target.Key, source.Key)
            select new Finding(
                target.Value, 1, $"{source.Key} depends on {target.Key}, which depends on it",
                "Move the type that both need into the lower one, or turn the dependency round");
    }

    private static HashSet<string> Used(SourceFile file, ILookup<string, string> namespacesOfType)
    {
        string own = NamespaceOf(file);
        HashSet<string> seen = [.. file.Syntax.DescendantNodes().OfType<UsingDirectiveSyntax>()
            .Select(use => use.Name?.ToString() ?? string.Empty)];
        HashSet<string> used = new(StringComparer.Ordinal);
        IEnumerable<SimpleNameSyntax> names = file.Syntax.DescendantNodes(node => node is not UsingDirectiveSyntax)
            .OfType<SimpleNameSyntax>()
            .Where(name => name.Parent is not (MemberAccessExpressionSyntax or QualifiedNameSyntax)
                || ((name.Parent as MemberAccessExpressionSyntax)?.Expression == name)
                || ((name.Parent as QualifiedNameSyntax)?.Left == name));
        foreach (string name in names.Select(name => name.Identifier.Text).Distinct(StringComparer.Ordinal))
        {
            string[] candidates = [.. namespacesOfType[name]];
            if (!candidates.Contains(own, StringComparer.Ordinal))
            {
                used.UnionWith(candidates.Where(candidate =>
                    seen.Contains(candidate) || own.StartsWith(candidate + ".", StringComparison.Ordinal)));
            }
        }

        return used;
    }

    private static bool Reaches(Dictionary<string, Dictionary<string, string>> uses, string from, string to)
    {
        HashSet<string> seen = [from];
        Stack<string> open = new([from]);
        while (open.TryPop(out string? at))
        {
            if (at == to)
            {
                return true;
            }

            foreach (string next in uses.GetValueOrDefault(at)?.Keys ?? Enumerable.Empty<string>())
            {
                if (seen.Add(next))
                {
                    open.Push(next);
                }
            }
        }

        return false;
    }

    private static string NamespaceOf(SourceFile file) => file.Syntax.DescendantNodes()
        .OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString() ?? string.Empty;
}
