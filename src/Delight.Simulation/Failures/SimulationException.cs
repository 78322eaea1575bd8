namespace Delight.Simulation.Failures;

/// <summary>A simulated run went wrong in a way that no supervisor handles.</summary>
/// <remarks>The message is one line: what, which actor, virtual time, seed, and how to run it again.</remarks>
public sealed class SimulationException : Exception
{
    internal SimulationException(string message, Exception? cause)
        : base(message, cause)
    {
    }

    /// <summary>What kind of failure it is.</summary>
    public FailureKind Kind { get; internal init; }

    /// <summary>Virtual time since the start.</summary>
    public TimeSpan Time { get; internal init; }

    /// <summary>The seed of the run.</summary>
    public ulong Seed { get; internal init; }
}

/// <summary>What a <see cref="SimulationException"/> is about.</summary>
public enum FailureKind
{
    /// <summary>An exception that nobody supervises.</summary>
    Unsupervised,

    /// <summary>A thread other than the simulation's sent a message or started a timer.</summary>
    ForeignThread,

    /// <summary>The run did not become idle.</summary>
    NeverIdle,

    /// <summary>A message was sent to nobody, and <see cref="SimulationOptions.FailsOnDeadLetters"/> is set.</summary>
    DeadLetter,
}
