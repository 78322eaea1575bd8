using System.Reflection;

namespace Delight.Experiments.Records;

/// <summary>Which build of Delight this is.</summary>
/// <param name="Version">Version number, for example <c>0.1.0</c>.</param>
/// <param name="Commit">The commit that was built, or null where the build did not know it.</param>
public sealed record BuildDescription(string Version, string? Commit)
{
    /// <summary>The build that is running. The commit is that of the last build, not of later edits.</summary>
    public static BuildDescription Current { get; } = Parse(typeof(BuildDescription).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown");

    /// <summary>Splits what the compiler wrote: the version, then the commit behind a plus sign.</summary>
    /// <param name="informationalVersion">For example <c>0.1.0+3f2a…</c> or <c>0.1.0</c>.</param>
    internal static BuildDescription Parse(string informationalVersion)
    {
        int plus = informationalVersion.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 || plus == informationalVersion.Length - 1
            ? new BuildDescription(informationalVersion.TrimEnd('+'), null)
            : new BuildDescription(informationalVersion[..plus], informationalVersion[(plus + 1)..]);
    }
}
