using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Configuration;

namespace Delight.Actors.Configuration;

/// <summary>Checks a configuration file before anything starts.</summary>
public static class HoconFile
{
    private const string Certificate = "akka.remote.dot-netty.tcp.ssl.certificate";

    /// <summary>Requires a text that Akka.NET can start with.</summary>
    /// <param name="text">HOCON.</param>
    /// <exception cref="FormatException">It cannot; one sentence for people.</exception>
    public static void Require(string text)
    {
        string resolved = HoconLayers.Resolve(text);

        // One that meets another layer recurses in Akka.NET until the stack overflows, which nobody can catch.
        string? substitution = resolved.Split('\n').Select(line => line.Split('#')[0].Trim()).FirstOrDefault(
            line => line.Contains("${", StringComparison.Ordinal) && !line.StartsWith("//", StringComparison.Ordinal));
        if (substitution is not null)
        {
            throw new FormatException(
                $"'{substitution}' refers to another key, which Akka.NET cannot put over the reference. Write the "
                + "value, or a variable of the environment such as ${?NAME}.");
        }

        HoconLayers.ParseAlone(resolved);
        Config config = HoconLayers.Compose(string.Empty, text);
        if (config.GetBoolean("akka.remote.dot-netty.tcp.enable-ssl")
            && !config.GetBoolean($"{Certificate}.use-thumbprint-over-file"))
        {
            RequireCertificate(
                config.GetString($"{Certificate}.path", string.Empty), config.GetString($"{Certificate}.password"));
        }
    }

    private static void RequireCertificate(string path, string? password)
    {
        try
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12FromFile(path, password);
            if (!certificate.HasPrivateKey)
            {
                throw new FormatException(
                    $"{Certificate}.path is '{path}', which has no private key. Make one as docs/cluster.md says.");
            }
        }
        catch (Exception broken) when (broken is CryptographicException or IOException or UnauthorizedAccessException
            or ArgumentException)
        {
            throw new FormatException(
                $"{Certificate}.path is '{path}', which cannot be opened with the password of {Certificate}.password: "
                + $"{broken.Message.TrimEnd('.')}. Make one as docs/cluster.md says, or leave enable-ssl off.", broken);
        }
    }
}
