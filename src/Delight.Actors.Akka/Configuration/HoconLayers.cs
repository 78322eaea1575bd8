using System.Reflection;
using Akka.Configuration;

namespace Delight.Actors.Akka.Configuration;

/// <summary>Puts the layers of Akka's configuration over each other.</summary>
internal static class HoconLayers
{
    private static readonly Lazy<Config> ReferenceLayer = new(() => ConfigurationFactory.ParseString(Read("reference.conf")));

    /// <summary>A configuration that wins over Delight's reference, which wins over Akka's own.</summary>
    /// <param name="hocon">May be empty.</param>
    public static Config Over(string hocon) => hocon.Length == 0
        ? ReferenceLayer.Value
        : ConfigurationFactory.ParseString(hocon).WithFallback(ReferenceLayer.Value);

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
