using System.Globalization;
using Delight.Actors.Configuration;

namespace Delight.Host.Runs;

/// <summary>What a command line says about a cluster.</summary>
internal static class ClusterArguments
{
    /// <summary>Where the shared secret is looked for.</summary>
    public const string SecretVariable = "DELIGHT_SECRET";

    private const int SecretLengthMin = 16;

    /// <summary>The text of a configuration file.</summary>
    /// <param name="hocon">The file; null: none.</param>
    /// <returns>Empty where there is none.</returns>
    /// <exception cref="UserErrorException">The file cannot be read or used.</exception>
    public static string Configuration(string? hocon)
    {
        if (hocon is null)
        {
            return string.Empty;
        }

        string text = ReadText("--hocon", hocon);
        try
        {
            HoconFile.Require(text);
            return text;
        }
        catch (FormatException error)
        {
            throw new UserErrorException($"--hocon {hocon}: {error.Message}");
        }
    }

    /// <summary>Reads <c>HOST:PORT</c>.</summary>
    /// <param name="option">As on the command line.</param>
    /// <param name="text">Its value.</param>
    /// <exception cref="UserErrorException">It is none.</exception>
    public static (string Host, int Port) Endpoint(string option, string text)
    {
        int colon = text.LastIndexOf(':');
        return colon > 0
            && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            && port is > 0 and <= ushort.MaxValue
            && Uri.CheckHostName(text[..colon]) is not UriHostNameType.Unknown
            ? (text[..colon], port)
            : throw new UserErrorException(
                $"{option} {text}: this is no HOST:PORT, with a port of 1 to 65535. For example: "
                + $"{option} 127.0.0.1:4053.");
    }

    /// <summary>Reads <c>--health</c>.</summary>
    /// <param name="text">Its value; null: not given.</param>
    /// <exception cref="UserErrorException">It is no HOST:PORT.</exception>
    public static (string Host, int Port)? Health(string? text) =>
        text is null ? null : Endpoint("--health", text);

    /// <summary>The secret of the environment or of a file.</summary>
    /// <param name="file">Of <c>--secret-file</c>; null: the environment.</param>
    /// <exception cref="UserErrorException">There is none, or it is too short.</exception>
    public static string Secret(string? file)
    {
        string? secret = file is null
            ? Environment.GetEnvironmentVariable(SecretVariable)
            : ReadText("--secret-file", file).Trim();
        return secret is { Length: >= SecretLengthMin }
            ? secret
            : throw new UserErrorException(
                $"{file ?? SecretVariable}: the secret that head and nodes share has {secret?.Length ?? 0} characters; "
                + $"it must have at least {SecretLengthMin}. Set {SecretVariable} or --secret-file on all of them.");
    }

    private static string ReadText(string option, string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{option} {file}: it cannot be read: {error.Message}");
        }
    }
}
