namespace Delight.Experiments.Files;

/// <summary>Where relative paths of scenarios and of the command line are looked for.</summary>
public static class ClonePaths
{
    private static readonly string? Root = RepositoryRoot.Find();

    /// <summary>A path as given where it exists from the current folder, else from the root of the clone that was
    /// built.</summary>
    /// <param name="path">Relative or absolute.</param>
    /// <returns>The path to use; as given where neither exists, so that messages show what the user wrote.</returns>
    public static string Resolve(string path)
    {
        if (Root is null || Path.IsPathRooted(path) || File.Exists(path) || Directory.Exists(path))
        {
            return path;
        }

        string inRoot = Path.Combine(Root, path);
        return File.Exists(inRoot) || Directory.Exists(inRoot) ? inRoot : path;
    }
}
