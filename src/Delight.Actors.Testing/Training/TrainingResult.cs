using System.Globalization;
using Delight.Actors.Recording;

namespace Delight.Actors.Testing.Training;

/// <summary>What a finished run says beside its plan's totals and outcome.</summary>
/// <param name="Elapsed">Time of the run's clock at the end: virtual, or the wall's on a live system.</param>
/// <param name="Counters">Restarts and dropped messages.</param>
/// <param name="Digest">Hash over every delivery and the final parameters; null on a live system.</param>
public sealed record TrainingResult(TimeSpan Elapsed, RunCounters Counters, ulong? Digest = null)
{
    /// <summary>The digest as it is quoted: 16 hexadecimal digits.</summary>
    public string? DigestText => Digest?.ToString("x16", CultureInfo.InvariantCulture);
}
