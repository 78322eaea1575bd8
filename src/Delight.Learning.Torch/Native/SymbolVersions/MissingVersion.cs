using System.Text.RegularExpressions;

namespace Delight.Learning.Torch.Native.SymbolVersions;

/// <summary>A symbol version that the loader of glibc did not find, as its message names it.</summary>
/// <param name="Version">Such as <c>GLIBCXX_3.4.32</c>.</param>
/// <param name="Provider">The library that lacks it.</param>
/// <param name="Library">The library that needs it.</param>
internal sealed partial record MissingVersion(string Version, string Provider, string Library)
{
    /// <summary>Reads a message of the loader.</summary>
    /// <param name="message">Such as <c>/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by
    /// /app/libLibTorchSharp.so)</c>.</param>
    /// <returns>Null where the message says something else.</returns>
    public static MissingVersion? Parse(string message)
    {
        Match match = Pattern().Match(message);
        return match.Success
            ? new MissingVersion(
                match.Groups["version"].Value, match.Groups["provider"].Value, match.Groups["library"].Value)
            : null;
    }

    [GeneratedRegex(
        @"(?<provider>\S+): version [`'](?<version>[^']+)' not found \(required by (?<library>[^)]+)\)",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
