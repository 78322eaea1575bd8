using Akka.Configuration;

namespace Delight.Actors.Akka.Configuration;

/// <summary>Checks a configuration file before anything starts.</summary>
internal static class HoconFile
{
    private const string Ssl = "akka.remote.dot-netty.tcp.ssl";

    /// <summary>Requires a text that Akka.NET can start with.</summary>
    /// <param name="text">HOCON.</param>
    /// <exception cref="FormatException">It cannot; one sentence for people.</exception>
    public static void Require(string text)
    {
        // A substitution that meets another layer recurses in Akka.NET until the stack overflows, which nobody can catch.
        string? substitution = text.Split('\n').Select(line => line.Split('#')[0].Trim()).FirstOrDefault(
            line => line.Contains("${", StringComparison.Ordinal) && !line.StartsWith("//", StringComparison.Ordinal));
        if (substitution is not null)
        {
            throw new FormatException(
                $"'{substitution}' has a substitution, which Akka.NET cannot put over the reference. Write the value, or "
                + $"set it in the environment as {HoconLayers.Prefix}KEY.");
        }

        Config config;
        try
        {
            config = HoconLayers.Compose(string.Empty, text);
        }
        catch (Exception broken)
        {
            throw new FormatException($"it is no HOCON: {broken.Message.TrimEnd('.')}.", broken);
        }

        string path = config.GetString($"{Ssl}.certificate.path", string.Empty);
        if (config.GetBoolean("akka.remote.dot-netty.tcp.enable-ssl")
            && !config.GetBoolean($"{Ssl}.certificate.use-thumbprint-over-file") && !File.Exists(path))
        {
            throw new FormatException(
                $"{Ssl}.certificate.path is '{path}' and there is no such file. Make one as docs/cluster.md says, or leave "
                + "enable-ssl off.");
        }
    }
}
