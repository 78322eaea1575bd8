namespace Delight.Actors.Testing;

/// <summary>A probe did not get what a test expected of it. The message names what was awaited and what came.</summary>
public sealed class ProbeException : Exception
{
    /// <summary>With one sentence for people.</summary>
    public ProbeException(string message)
        : base(message)
    {
    }
}
