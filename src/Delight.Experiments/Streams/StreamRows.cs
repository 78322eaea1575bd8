namespace Delight.Experiments.Streams;

/// <summary>Neighbouring rows of one arrival.</summary>
/// <param name="Arrival">Its number in the stream, from 0.</param>
/// <param name="Start">The first one of these among its rows.</param>
/// <param name="Rows">How many these are.</param>
internal readonly record struct StreamRows(long Arrival, int Start, int Rows)
{
    /// <summary>Writes them into the body of a record.</summary>
    public void Write(StreamBodyWriter body)
    {
        body.Write(Arrival);
        body.Write(Start);
        body.Write(Rows);
    }

    /// <summary>Reads them from the body of a record.</summary>
    /// <exception cref="FormatException">The body ends before.</exception>
    public static StreamRows Read(ref StreamBodyReader body) => new(body.Long(), body.Int(), body.Count());
}
