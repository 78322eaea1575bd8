namespace Delight.Experiments.Settings;

/// <summary>Ends of ranges that many settings share.</summary>
internal static class Limits
{
    /// <summary>The largest count: a thousand million, far above use and far below what overflows.</summary>
    public const int CountMax = 1_000_000_000;

    /// <summary>The longest duration in seconds: 10,000 hours.</summary>
    public const double SecondsMax = 36e6;

    /// <summary>The widest link, in bytes a second.</summary>
    public const double BandwidthMax = 1e15;
}
