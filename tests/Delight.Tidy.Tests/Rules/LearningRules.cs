using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Delight.Tidy.Tests.Rules;

/// <summary>What an estimator and a kernel owe: where the formula is from, a test, a benchmark.</summary>
public static class LearningRules
{
    private const string KernelFolder = "src/Delight.Learning/Kernels";
    private const string KernelTestFolder = "tests/Delight.Learning.Tests/Kernels";

    public static IEnumerable<Finding> EstimatorNamesItsSource(IReadOnlyList<SourceFile> files) =>
        from estimator in Estimators(files)
        where !estimator.Type.GetLeadingTrivia().ToFullString().Contains("Source:", StringComparison.Ordinal)
        select new Finding(
            estimator.File.Path, SourceFile.LineOf(estimator.Type),
            $"estimator {estimator.Type.Identifier.Text} has no 'Source:' in its documentation",
            "Name author, year, title; or say that it is a control of ours");

    public static IEnumerable<Finding> KernelHasTests(IReadOnlyList<SourceFile> files) =>
        from kernel in Kernels(files)
        let tests = $"{KernelTestFolder}/{kernel.Type.Identifier.Text}Tests.cs"
        where files.All(file => file.Path != tests)
        select new Finding(
            kernel.File.Path, SourceFile.LineOf(kernel.Type), $"kernel {kernel.Type.Identifier.Text} has no {tests}",
            "Compare it there with a scalar reference, and its backward pass with a central difference");

    /// <summary>Every kernel is named in a benchmark or in <paramref name="without"/>, and none in both.</summary>
    public static IEnumerable<Finding> KernelHasBenchmark(IReadOnlyList<SourceFile> files, IReadOnlySet<string> without)
    {
        foreach ((SourceFile file, TypeDeclarationSyntax type) in Kernels(files))
        {
            string name = type.Identifier.Text;
            bool measured = files.Any(other => other.IsUnder("bench") && other.IsCSharp && Names(other, name));
            if (measured == without.Contains(name))
            {
                yield return new Finding(
                    file.Path, SourceFile.LineOf(type),
                    $"kernel {name} has {(measured ? "a benchmark and is listed as having none" : "no benchmark")}",
                    measured ? "Take it off the list" : "Add one to bench/Delight.Benchmarks");
            }
        }
    }

    public static IEnumerable<(SourceFile File, TypeDeclarationSyntax Type)> Estimators(
        IReadOnlyList<SourceFile> files) =>
        from file in files
        where file.IsCSharp && file.IsUnder("src")
        from type in file.Syntax.DescendantNodes().OfType<TypeDeclarationSyntax>()
        where type is not InterfaceDeclarationSyntax
            && type.BaseList?.Types.Any(parent => parent.Type.ToString() is "IEstimator") == true
        select (file, type);

    public static IEnumerable<(SourceFile File, TypeDeclarationSyntax Type)> Kernels(IReadOnlyList<SourceFile> files) =>
        from file in files
        where file.IsCSharp && file.Folder == KernelFolder
        from type in file.Syntax.DescendantNodes().OfType<TypeDeclarationSyntax>()
        where type.Modifiers.Any(SyntaxKind.StaticKeyword) && type.Modifiers.Any(SyntaxKind.PublicKeyword)
            && type.Members.OfType<MethodDeclarationSyntax>().Any(method =>
                method.Identifier.Text.StartsWith("Forward", StringComparison.Ordinal)
                || method.Identifier.Text.StartsWith("Backward", StringComparison.Ordinal))
        select (file, type);

    private static bool Names(SourceFile file, string kernel) => file.Syntax.DescendantTokens()
        .Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.Text == kernel);
}
