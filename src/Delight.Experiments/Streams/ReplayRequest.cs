using Delight.Experiments.Scenarios;

namespace Delight.Experiments.Streams;

/// <summary>What a replay asks for.</summary>
/// <param name="Stream">A stream, or the folder of the run that recorded it.</param>
/// <param name="Estimators">Comma-separated, with options in parentheses.</param>
public sealed record ReplayRequest(string Stream, string Estimators)
{
    /// <summary>Texts of <c>--set</c>.</summary>
    public IReadOnlyList<string> Sets { get; init; } = [];

    /// <summary>Paths of <c>--assembly</c>.</summary>
    public IReadOnlyList<string> Assemblies { get; init; } = [];

    /// <summary>What types it again.</summary>
    public string Command => CommandOf(Estimators);

    /// <summary>What types it again for some of the estimators.</summary>
    public string CommandOf(string estimators) => ReplayCommand.Replay(Stream, estimators, Sets, Assemblies);
}
