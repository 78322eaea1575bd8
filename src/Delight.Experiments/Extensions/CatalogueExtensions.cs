using System.Reflection;
using Delight.Experiments.Files;
using Delight.Experiments.Text;
using Delight.Learning.Parts;

namespace Delight.Experiments.Extensions;

/// <summary>Finds the parts in a user's assemblies and adds them to the catalogues.</summary>
public static class CatalogueExtensions
{
    /// <summary>The environment variable with paths of assemblies, separated as in PATH.</summary>
    public const string Variable = "DELIGHT_ASSEMBLIES";

    /// <summary>Loads assemblies in the order given, each once.</summary>
    /// <param name="options">Paths of <c>--assembly</c>.</param>
    /// <param name="environment">Value of <see cref="Variable"/>, or null; its assemblies come first.</param>
    /// <param name="catalogues">Added to.</param>
    /// <exception cref="UserErrorException">Assemblies that cannot be used: one line for each.</exception>
    public static void Load(IEnumerable<string> options, string? environment, PartCatalogues catalogues)
    {
        IEnumerable<(string Path, string Source)> given = Given(environment)
            .Select(path => (path, Variable))
            .Concat(options.Select(path => (path, "--assembly")));
        List<string> problems = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach ((string path, string source) in given)
        {
            string full = FullPathOf(path);
            if (seen.Add(full) && Load(full, catalogues) is { } problem)
            {
                problems.Add($"{source} {path}: {problem}");
            }
        }

        if (problems.Count > 0)
        {
            throw new UserErrorException(problems);
        }
    }

    /// <summary>Full paths of assemblies, each once.</summary>
    /// <param name="options">Paths of <c>--assembly</c>.</param>
    /// <param name="environment">Value of <see cref="Variable"/>, or null.</param>
    internal static IReadOnlyList<string> PathsOf(IEnumerable<string> options, string? environment) =>
        [.. Given(environment).Concat(options).Select(FullPathOf).Distinct(StringComparer.Ordinal)];

    private static string[] Given(string? environment) => (environment ?? string.Empty).Split(
        Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string FullPathOf(string path) => Path.GetFullPath(ClonePaths.Resolve(path));

    private static string? Load(string path, PartCatalogues catalogues)
    {
        if (!File.Exists(path))
        {
            return Directory.Exists(path)
                ? "it is a folder; give the .dll in it."
                : "there is no such file. Build its project and give the path of the .dll.";
        }

        try
        {
            Type[] types = Find(new ExtensionLoadContext(path).LoadFromAssemblyPath(path));
            return types.Length == 0
                ? $"it has no public class that implements {nameof(ICatalogueExtension)} and has a constructor "
                    + "without parameters. "
                    + "Add one that adds your parts."
                : types.Select(type => Add(type, catalogues)).FirstOrDefault(problem => problem is not null);
        }
        catch (BadImageFormatException)
        {
            return "it is no .NET assembly. Give the .dll that a .NET project builds.";
        }
        catch (Exception failure) when (failure is FileLoadException or FileNotFoundException or TypeLoadException)
        {
            return $"it cannot be loaded ({OneLine(failure)}). Build it against this version of Delight.";
        }
    }

    private static Type[] Find(Assembly assembly) =>
    [
        .. assembly.GetExportedTypes().Where(type =>
            typeof(ICatalogueExtension).IsAssignableFrom(type)
            && !type.IsAbstract
            && type.GetConstructor(Type.EmptyTypes) is not null),
    ];

    /// <summary>Runs one extension; whatever its author's code throws is the user's to mend, so it becomes one
    /// line.</summary>
    private static string? Add(Type type, PartCatalogues catalogues)
    {
        try
        {
            ((ICatalogueExtension)Activator.CreateInstance(type)!).AddTo(catalogues);
            return null;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Exception cause = failure is TargetInvocationException { InnerException: { } inner } ? inner : failure;
            return $"{type.FullName} failed: {OneLine(cause)}";
        }
    }

    private static string OneLine(Exception failure)
    {
        string message = failure is ArgumentException { ParamName: { } name }
            ? failure.Message.Replace($" (Parameter '{name}')", string.Empty, StringComparison.Ordinal)
            : failure.Message;
        return message.ReplaceLineEndings(" ").Trim();
    }
}
