using System.Text.Json.Serialization;

namespace Delight.Learning.Parameters;

/// <summary>The number format in which a worker holds the weights that it decodes with.</summary>
public enum DecodingPrecision
{
    /// <summary>As the learner has them.</summary>
    Float32,

    /// <summary>The upper 16 bits of a float, rounded to nearest, ties to even.</summary>
    [JsonStringEnumMemberName("bfloat16")]
    BFloat16,

    /// <summary>Eight-bit integers with one scale for each tensor.</summary>
    Int8,
}
