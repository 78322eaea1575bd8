using System.Diagnostics;
using System.Text;

namespace Delight.Tidy.Tests;

/// <summary>The tracked text files of the clone that the tests were built in.</summary>
public static class Repository
{
    private static readonly string Root = FindRoot();
    private static readonly Lazy<IReadOnlyList<string>> Tracked = new(List);
    private static readonly Lazy<IReadOnlyList<SourceFile>> Texts = new(Read);

    /// <summary>All tracked paths, binary files too, relative to the repository.</summary>
    public static IReadOnlySet<string> Paths => Tracked.Value.ToHashSet(StringComparer.Ordinal);

    /// <summary>The text files among them.</summary>
    public static IReadOnlyList<SourceFile> Files => Texts.Value;

    private static string FindRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Delight.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException(
            $"No Delight.sln in or above {AppContext.BaseDirectory}; run the tests in a clone.");
    }

    private static IReadOnlyList<string> List()
    {
        ProcessStartInfo start = new("git", ["ls-files", "-z"])
        {
            WorkingDirectory = Root, UseShellExecute = false, RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using Process git = Process.Start(start)!;
        string[] paths = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        if (git.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"git ls-files ended with {git.ExitCode}; the tidy tests need a git clone.");
        }

        // A file that is deleted but not yet committed is still listed.
        return [.. paths.Where(path => File.Exists(Path.Combine(Root, path)))];
    }

    private static IReadOnlyList<SourceFile> Read() =>
    [
        .. from path in Tracked.Value
           where !path.EndsWith(".gz", StringComparison.Ordinal)
           let text = File.ReadAllText(Path.Combine(Root, path))
           where !text.Contains('\0', StringComparison.Ordinal)
           select new SourceFile(path, text),
    ];
}
