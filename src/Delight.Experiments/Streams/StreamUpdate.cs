using Delight.Learning.Parameters;

namespace Delight.Experiments.Streams;

/// <summary>The rows that one update was made of.</summary>
/// <param name="Version">The version that it made.</param>
/// <param name="Rows">In the order in which they stand in the batch.</param>
internal sealed record StreamUpdate(PolicyVersion Version, IReadOnlyList<StreamRows> Rows)
{
    /// <summary>Writes it into the body of a record.</summary>
    public void Write(StreamBodyWriter body)
    {
        body.Write(Version);
        body.Write(Rows.Count);
        foreach (StreamRows rows in Rows)
        {
            rows.Write(body);
        }
    }

    /// <summary>Reads it from the body of a record.</summary>
    /// <exception cref="FormatException">The body holds something else.</exception>
    public static StreamUpdate Read(ref StreamBodyReader body)
    {
        PolicyVersion version = body.Version();
        int count = body.Count();
        List<StreamRows> rows = [];
        for (int i = 0; i < count; i++)
        {
            rows.Add(StreamRows.Read(ref body));
        }

        body.RequireEnd();
        return new StreamUpdate(version, rows);
    }
}
