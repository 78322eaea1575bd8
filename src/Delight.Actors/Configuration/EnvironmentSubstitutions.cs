using System.Text;
using System.Text.RegularExpressions;

namespace Delight.Actors.Configuration;

/// <summary>Puts variables of the environment into a configuration file: <c>${NAME}</c> and <c>${?NAME}</c>.</summary>
/// <remarks>Akka.NET would resolve them too, but a substitution that meets another layer recurses there until the stack
/// overflows. So they are text before Akka.NET sees them. A name with a dot is that of another key, and
/// stays.</remarks>
internal static partial class EnvironmentSubstitutions
{
    /// <summary>The text with the values in the place of the variables.</summary>
    /// <param name="hocon">Of a file.</param>
    /// <param name="valueOf">Value of a variable; null where it is not set.</param>
    /// <exception cref="FormatException">A variable is not set, and the file does not say that it may be
    /// missing.</exception>
    public static string Resolve(string hocon, Func<string, string?> valueOf)
    {
        if (!hocon.Contains("${", StringComparison.Ordinal))
        {
            return hocon;
        }

        StringBuilder text = new();
        foreach (string line in hocon.Split('\n'))
        {
            int comment = CommentIn(line);
            text.Append(Variable().Replace(line[..comment], found => Value(found, valueOf)))
                .Append(line, comment, line.Length - comment).Append('\n');
        }

        return text.ToString(0, text.Length - 1);
    }

    private static string Value(Match found, Func<string, string?> valueOf)
    {
        string name = found.Groups["name"].Value;
        if (found.Groups["quoted"].Success)
        {
            return found.Value; // a string is as it is
        }

        if (valueOf(name) is { } value)
        {
            return found.Groups["key"].Value + HoconLayers.Quoted(value) + found.Groups["comma"].Value;
        }

        // Without a value there is no key either, so what another layer says of it holds.
        return found.Groups["optional"].Success
            ? string.Empty
            : throw new FormatException(
                $"{found.Value.Trim()} needs the variable {name}, which is not set. Set it, or write ${{?{name}}} "
                + "where it may be missing.");
    }

    private static int CommentIn(string line)
    {
        bool isQuoted = false;
        for (int at = 0; at < line.Length; at++)
        {
            isQuoted ^= line[at] == '"' && (at == 0 || line[at - 1] != '\\');
            if (!isQuoted && (line[at] == '#' || line.AsSpan(at).StartsWith("//", StringComparison.Ordinal)))
            {
                return at;
            }
        }

        return line.Length;
    }

    /// <summary>A string, or a key with a variable as its whole value, or a variable within a value.</summary>
    [GeneratedRegex(
        """
        (?<quoted>"(?:[^"\\]|\\.)*")
        | (?<key>[\w.-]+\s*[=:]\s*)\$\{(?<optional>\?)?(?<name>\w+)\}(?=\s*(?:[,}\r]|$))(?<comma>\s*,)?
        | \$\{(?<optional>\?)?(?<name>\w+)\}
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
