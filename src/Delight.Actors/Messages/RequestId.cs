using System.Globalization;
using Delight.Simulation;

namespace Delight.Actors.Messages;

/// <summary>Names a request: which learner life granted it, and its number.</summary>
/// <param name="Term">Of the learner that granted it. An answer to a request of an earlier term answers nothing, though
/// the numbers begin again at a recovery.</param>
/// <param name="Index">Rising within the run.</param>
public readonly record struct RequestId(int Term, long Index) : IComparable<RequestId>
{
    /// <inheritdoc/>
    public int CompareTo(RequestId other) =>
        Term != other.Term ? Term.CompareTo(other.Term) : Index.CompareTo(other.Index);

    /// <summary>True where left was granted earlier.</summary>
    public static bool operator <(RequestId left, RequestId right) => left.CompareTo(right) < 0;

    /// <summary>True where left was granted later.</summary>
    public static bool operator >(RequestId left, RequestId right) => left.CompareTo(right) > 0;

    /// <summary>True where left was not granted later.</summary>
    public static bool operator <=(RequestId left, RequestId right) => left.CompareTo(right) <= 0;

    /// <summary>True where left was not granted earlier.</summary>
    public static bool operator >=(RequestId left, RequestId right) => left.CompareTo(right) >= 0;

    /// <summary>Adds both numbers.</summary>
    public void Describe(ref DigestFields fields)
    {
        fields.Add(Term);
        fields.Add(Index);
    }

    /// <summary>For example <c>0-17</c>: term, then index.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Term}-{Index}");
}
