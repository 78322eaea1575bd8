namespace Delight.Actors.Wire;

/// <summary>How much one message may hold. A length beyond its limit, or beyond what is left of the payload, is refused
/// before anything is allocated for it.</summary>
internal static class WireLimits
{
    /// <summary>Elements of an array of whole numbers, of log-probabilities, of rewards.</summary>
    public const int ElementsMax = 1 << 24;

    /// <summary>Bytes of contexts, of a mask.</summary>
    public const int BytesMax = 1 << 28;

    /// <summary>Parameters of a policy.</summary>
    public const int ParametersMax = 1 << 28;

    /// <summary>Bytes of a text in UTF-8: a whole scenario is one.</summary>
    public const int TextBytesMax = 1 << 20;
}
