namespace Delight.Experiments.Records;

/// <summary>A repeated run comes to a line that its record does not have.</summary>
internal sealed class RecordDivergedException(string message) : Exception(message);
