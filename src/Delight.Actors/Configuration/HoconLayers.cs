using System.Collections;
using System.Reflection;
using System.Text;
using Akka.Configuration;

namespace Delight.Actors.Configuration;

/// <summary>Puts the layers of Akka's configuration over each other: command line, environment, file, reference, and
/// beneath them what Akka ships.</summary>
internal static class HoconLayers
{
    /// <summary>What names of environment variables that set something begin with.</summary>
    public const string Prefix = "DELIGHT_HOCON__";

    /// <summary>The layers of this process.</summary>
    /// <param name="command">What the command line says; may be empty.</param>
    /// <param name="file">The text of a configuration file; may be empty.</param>
    public static Config Compose(string command, string file) => ConfigurationFactory.ParseString(Text(command, file));

    /// <summary>The layers, the first wins.</summary>
    public static Config Compose(params ReadOnlySpan<string> layers) => ConfigurationFactory.ParseString(Text(layers));

    /// <summary>The layers of this process as one text.</summary>
    /// <inheritdoc cref="Compose(string, string)"/>
    public static string Text(string command, string file) =>
        Text([command, FromEnvironment(Environment.GetEnvironmentVariables()), Resolve(file)]);

    /// <summary>A file with the variables of this process in it.</summary>
    /// <exception cref="FormatException">A variable is missing.</exception>
    public static string Resolve(string file) =>
        EnvironmentSubstitutions.Resolve(file, Environment.GetEnvironmentVariable);

    /// <summary>The layers as one text over the reference. In HOCON a later line replaces an earlier one, so the first
    /// layer comes last.</summary>
    private static string Text(params ReadOnlySpan<string> layers)
    {
        StringBuilder text = new(Read("reference.conf"));
        for (int layer = layers.Length - 1; layer >= 0; layer--)
        {
            text.Append('\n').Append(layers[layer]);
        }

        return text.ToString();
    }

    /// <summary>Turns <c>DELIGHT_HOCON__AKKA__REMOTE__DOT_NETTY__TCP__PORT</c> into
    /// <c>akka.remote.dot-netty.tcp.port</c>: two underscores part keys, one is a dash.</summary>
    /// <param name="variables">Of the process.</param>
    public static string FromEnvironment(IDictionary variables)
    {
        StringBuilder hocon = new();
        foreach (DictionaryEntry entry in variables)
        {
            string name = (string)entry.Key;
            if (name.StartsWith(Prefix, StringComparison.Ordinal))
            {
                string key = name[Prefix.Length..].ToLowerInvariant()
                    .Replace("__", ".", StringComparison.Ordinal).Replace('_', '-');
                hocon.AppendLine($"{key} = {Quoted((string?)entry.Value ?? string.Empty)}");
            }
        }

        return hocon.ToString();
    }

    /// <summary>Parses a text that stands alone. Among other layers an open end of it would take what comes
    /// next.</summary>
    /// <exception cref="FormatException">It is no HOCON; one sentence.</exception>
    public static Config ParseAlone(string text)
    {
        try
        {
            return ConfigurationFactory.ParseString(text);
        }
        catch (Exception broken)
        {
            string reason = broken.Message.ReplaceLineEndings(" ").TrimEnd(' ', '^', '.');
            throw new FormatException($"it is no HOCON: {reason}.", broken);
        }
    }

    /// <summary>A whole list and a whole object as they are. Anything else may have letters that mean something in
    /// HOCON, and an open list would take what comes after it.</summary>
    internal static string Quoted(string value)
    {
        bool isWhole = (value.StartsWith('[') && value.EndsWith(']')) || (value.StartsWith('{') && value.EndsWith('}'));
        if (isWhole || (value.Length > 0 && value.All(char.IsAsciiLetterOrDigit)))
        {
            return value;
        }

        string escaped = value.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal);
        return $"\"{escaped}\"";
    }

    /// <summary>The text of a file of <c>hocon/</c>, as it was at the build.</summary>
    public static string Read(string name)
    {
        Assembly assembly = typeof(HoconLayers).Assembly;
        using Stream stream = assembly.GetManifestResourceStream($"hocon/{name}")
            ?? throw new InvalidOperationException($"{name} is not part of {assembly.GetName().Name}.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
