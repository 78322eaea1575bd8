namespace Delight.Actors.Faults;

/// <summary>An actor crashed because a fault made it crash; its parent's strategy decides what follows.</summary>
public sealed class InjectedCrashException : Exception
{
    /// <summary>With one sentence for people.</summary>
    public InjectedCrashException(string message)
        : base(message)
    {
    }
}
