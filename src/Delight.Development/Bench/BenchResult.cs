using System.Text.Json.Nodes;
using Spectre.Console;

namespace Delight.Development.Bench;

/// <summary>What one bench measured.</summary>
/// <param name="Rows">Times side by side.</param>
/// <param name="Details">How they came about: library versions, sizes, spread, and why a reference is missing.</param>
internal sealed record BenchResult(IReadOnlyList<BenchRow> Rows, JsonObject Details)
{
    /// <summary>What people see instead of the rows; null: the rows.</summary>
    public Table? Table { get; init; }
}
