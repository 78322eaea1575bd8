using Delight.Learning.Parameters;
using Delight.Simulation;

namespace Delight.Actors.Messages;

/// <summary>Adds Delight's own types to the digest of a simulated run.</summary>
internal static class DigestFieldsOfDelight
{
    /// <summary>Adds term and step.</summary>
    public static void Add(this ref DigestFields fields, PolicyVersion version)
    {
        fields.Add((long)version.Term);
        fields.Add(version.Step);
    }
}
