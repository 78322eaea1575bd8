using System.Text.Json.Nodes;

namespace Delight.Host.Bench;

/// <summary>What one bench measured.</summary>
/// <param name="Rows">Times side by side.</param>
/// <param name="Details">How they came about: library versions, sizes, spread, and why a reference is missing.</param>
internal sealed record BenchResult(IReadOnlyList<BenchRow> Rows, JsonObject Details);
