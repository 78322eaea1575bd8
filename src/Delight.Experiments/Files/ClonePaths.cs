namespace Delight.Experiments.Files;

/// <summary>Where relative paths of scenarios and of the command line are looked for.</summary>
public static class ClonePaths
{
    private static readonly string? Root = RepositoryRoot.Find();

    /// <summary>A path as given where it exists from the current folder, else beside the program, where packages put
    /// scenarios and data, else from the root of the clone that was built.</summary>
    /// <param name="path">Relative or absolute.</param>
    /// <returns>The path to use; as given where none exists, so that messages show what the user wrote.</returns>
    public static string Resolve(string path)
    {
        string?[] roots = Path.IsPathRooted(path) ? [] : [AppContext.BaseDirectory, Root];
        return Exists(path) ? path : roots.OfType<string>().Select(root => Path.Combine(root, path))
            .FirstOrDefault(Exists, path);
    }

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);
}
