namespace Delight.Experiments.Scenarios;

/// <summary>The scenario in a run's record.</summary>
/// <param name="File">The file that holds it, for messages.</param>
/// <param name="Json">The scenario in UTF-8.</param>
/// <param name="Command">What began the run, as one types it.</param>
public sealed record RecordedText(string File, byte[] Json, string Command);
