namespace Delight.Experiments.Files;

/// <summary>Finds the clone that the host was built in, for verbs that need its sources.</summary>
public static class RepositoryRoot
{
    private const string Marker = "Delight.sln";

    /// <summary>The nearest folder that holds <c>Delight.sln</c>, from the host's own folder upwards.</summary>
    /// <returns>The absolute path, or null where the host was copied out of its clone.</returns>
    public static string? Find() => FindFrom(AppContext.BaseDirectory);

    /// <summary>The same search from any folder.</summary>
    public static string? FindFrom(string folder)
    {
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, Marker)))
            {
                return at.FullName;
            }
        }

        return null;
    }
}
