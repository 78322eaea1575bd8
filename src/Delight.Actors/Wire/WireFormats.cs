using System.Collections.Frozen;

namespace Delight.Actors.Wire;

/// <summary>Every message that may cross from process to process.</summary>
/// <remarks>A layout never changes under its manifest: a change is a new version beside the old one, and readers of the
/// new one ship before its writers.</remarks>
internal static class WireFormats
{
    private static readonly FrozenDictionary<string, WireFormat> ByManifest =
        new[] { RolloutFormats.All, PolicyFormats.All, RewardFormats.All, RecordFormats.All, ClusterFormats.All }
            .SelectMany(formats => formats)
            .ToFrozenDictionary(format => format.Manifest, StringComparer.Ordinal);

    /// <summary>Their manifests.</summary>
    public static IEnumerable<string> Manifests => ByManifest.Keys.Order(StringComparer.Ordinal);

    /// <summary>The format of a manifest; null where this build does not know it.</summary>
    public static WireFormat? Find(string manifest) => ByManifest.GetValueOrDefault(manifest);
}
