
namespace Delight.Experiments.Streams;

/// <summary>What was recorded, and with which settings.</summary>
public sealed record StreamHeader
{
    /// <summary>Name of the scenario.</summary>
    public required string Scenario { get; init; }

    /// <summary>The effective scenario, a complete scenario file.</summary>
    public required string ScenarioJson { get; init; }

    /// <summary>The estimator that trained, with its options.</summary>
    public required string Estimator { get; init; }

    /// <summary>The runtime that ran the actors.</summary>
    public required string Runtime { get; init; }

    /// <summary>Root seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Of the policy; see <see cref="StreamFormat.LayoutHash"/>.</summary>
    public required ulong LayoutHash { get; init; }

    /// <summary>Bytes of one context; 0 where all rows answer the same.</summary>
    public required int ContextBytes { get; init; }

    /// <summary>T.</summary>
    public required int Decisions { get; init; }

    /// <summary>Rows of one update.</summary>
    public required int BatchRows { get; init; }

    /// <summary>Writes it into the body of a record.</summary>
    internal void Write(StreamBodyWriter body)
    {
        body.Write(Scenario);
        body.Write(ScenarioJson);
        body.Write(Estimator);
        body.Write(Runtime);
        body.Write(unchecked((long)Seed));
        body.Write(unchecked((long)LayoutHash));
        body.Write(ContextBytes);
        body.Write(Decisions);
        body.Write(BatchRows);
    }

    /// <summary>Reads it from the body of a record.</summary>
    /// <exception cref="FormatException">The body holds something else.</exception>
    internal static StreamHeader Read(ref StreamBodyReader body)
    {
        StreamHeader header = new()
        {
            Scenario = body.Text(),
            ScenarioJson = body.Text(),
            Estimator = body.Text(),
            Runtime = body.Text(),
            Seed = unchecked((ulong)body.Long()),
            LayoutHash = unchecked((ulong)body.Long()),
            ContextBytes = body.Size(),
            Decisions = body.Count(),
            BatchRows = body.Count(),
        };
        body.RequireEnd();
        return header;
    }
}
