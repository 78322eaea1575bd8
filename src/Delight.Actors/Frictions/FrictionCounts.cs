namespace Delight.Actors.Frictions;

/// <summary>Rows counted by what happened to them; a row with two frictions counts under both.</summary>
/// <remarks>Not thread-safe: owned by one actor.</remarks>
public sealed class FrictionCounts
{
    private static readonly (RowFriction Friction, string Name)[] Names =
    [
        (RowFriction.BrokenWorker, "broken-worker"),
        (RowFriction.WrongReward, "wrong-reward"),
        (RowFriction.LateReward, "late-reward"),
        (RowFriction.SearchedAnswer, "searched-answer"),
        (RowFriction.RoundedWeights, "rounded-weights"),
    ];

    private readonly long[] _counts = new long[Names.Length];

    /// <summary>Rows by friction, only where there are any.</summary>
    public IEnumerable<(string Name, long Rows)> Counted =>
        Names.Select((entry, index) => (entry.Name, _counts[index])).Where(entry => entry.Item2 > 0);

    /// <summary>Counts from nothing.</summary>
    public FrictionCounts()
    {
    }

    /// <summary>Goes on from earlier counts.</summary>
    /// <param name="counted">Rows by friction, as <see cref="Counted"/> names them.</param>
    /// <exception cref="ArgumentException">There is no such friction.</exception>
    internal FrictionCounts(IReadOnlyDictionary<string, long> counted)
    {
        foreach ((string name, long rows) in counted)
        {
            int index = Array.FindIndex(Names, entry => entry.Name == name);
            _counts[index >= 0 ? index : throw new ArgumentException(
                $"'{name}' is no friction; known are {string.Join(", ", Names.Select(entry => entry.Name))}.",
                nameof(counted))] = rows;
        }
    }

    /// <summary>All counts in the order of the flags, for the wire.</summary>
    internal ReadOnlySpan<long> Counts => _counts;

    /// <summary>Counts rows.</summary>
    public void Add(ReadOnlySpan<RowFriction> rows)
    {
        foreach (RowFriction row in rows)
        {
            for (int index = 0; row != RowFriction.None && index < Names.Length; index++)
            {
                _counts[index] += row.HasFlag(Names[index].Friction) ? 1 : 0;
            }
        }
    }

    /// <summary>Adds what another one counted.</summary>
    public void Add(FrictionCounts other)
    {
        for (int index = 0; index < _counts.Length; index++)
        {
            _counts[index] += other._counts[index];
        }
    }

    /// <summary>Takes over counts that came by the wire.</summary>
    internal void Set(ReadOnlySpan<long> counts) => counts.CopyTo(_counts);
}
