using System.Globalization;
using System.Text.Json.Nodes;
using Delight.Actors.Testing.Exploration;
using Delight.Actors.Testing.Invariants;
using Delight.Experiments.Text;
using Delight.Simulation;

namespace Delight.Experiments.Exploration;

/// <summary>What an exploration found, for people and for programs.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="Trial">What was tried with each seed.</param>
/// <param name="Results">Of all seeds up to the first violation.</param>
/// <param name="Replay">The command that runs the last seed again.</param>
/// <param name="WallTime">How long it took.</param>
public sealed record ExplorationReport(
    string Scenario, SeedTrial Trial, IReadOnlyList<SeedResult> Results, string Replay, TimeSpan WallTime)
{
    /// <summary>The seed whose run broke an invariant, and how; null where all held.</summary>
    public SeedResult? Violated => Results.LastOrDefault(result => result.Violation is not null);

    /// <summary>What happened in all runs.</summary>
    public ExploredTotals Totals()
    {
        ExploredTotals totals = new();
        foreach (SeedResult result in Results)
        {
            totals.Add(result.Totals);
        }

        return totals;
    }

    /// <summary>Writes the violation and the line that replays it, or that there was none.</summary>
    public void Write(TextWriter output)
    {
        if (Violated is { Violation: { } violation } violated)
        {
            string when = NumberText.Text($"after {DurationWords.Of(violation.Time)}, event {violation.Event}");
            output.WriteLine(NumberText.Text($"seed {violated.Seed} breaks {violation.Invariant} {when}"));
            output.WriteLine($"  {violation.What}");
            output.WriteLine($"  last delivery: {violation.Happening}");
            output.WriteLine($"  digest up to there: {DigestText(violation)}");
            output.WriteLine($"replay: {Replay}");
        }
        else
        {
            output.WriteLine(NumberText.Text(
                $"{NumberText.Counted(Results.Count, "seed")} from {Results[0].Seed} on: every invariant held."));
        }
    }

    /// <summary>The one object of <c>--json</c>.</summary>
    public JsonObject ToJson()
    {
        ExploredTotals totals = Totals();
        return new JsonObject
        {
            ["scenario"] = Scenario,
            ["faults"] = Trial.Faults,
            ["seeds"] = Results.Count,
            ["firstSeed"] = Results[0].Seed,
            ["invariants"] = new JsonArray(
                [.. Trial.Invariants.Select(name => (JsonNode)name)]),
            ["violation"] = Violated is { Violation: { } violation } violated
                ? new JsonObject
                {
                    ["seed"] = violated.Seed,
                    ["invariant"] = violation.Invariant,
                    ["what"] = violation.What,
                    ["virtualSeconds"] = violation.Time.TotalSeconds,
                    ["event"] = violation.Event,
                    ["lastDelivery"] = violation.Happening,
                    ["digest"] = DigestText(violation),
                    ["replay"] = Replay,
                }
                : null,
            ["updates"] = totals.Updates,
            ["events"] = totals.Events,
            ["crashes"] = Counts(totals.Crashes),
            ["faultsBegun"] = Counts(totals.Faults),
            ["restarts"] = totals.Restarts,
            ["recoveries"] = totals.Recoveries,
            ["messagesDropped"] = Counts(totals.MessagesDropped),
            ["messagesDuplicated"] = totals.MessagesDuplicated,
            ["rowsDropped"] = Counts(totals.RowsDropped),
            ["virtualSeconds"] = totals.VirtualTime.TotalSeconds,
            ["wallSeconds"] = WallTime.TotalSeconds,
        };
    }

    private static string DigestText(InvariantViolation violation) =>
        violation.Digest.ToString("x16", CultureInfo.InvariantCulture);

    private static JsonObject Counts(IReadOnlyDictionary<string, long> counts) =>
        new(counts.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)));
}
