namespace Delight.Actors.Testing.Scenarios;

/// <summary>A scenario cannot run as it is, or its run failed. The message says what, where, and what to do.</summary>
public sealed class FrictionScenarioException : Exception
{
    /// <summary>A scenario that is not run.</summary>
    /// <param name="problems">Everything that is wrong with it, a sentence each.</param>
    public FrictionScenarioException(IReadOnlyList<string> problems)
        : base(string.Join('\n', problems)) => Problems = problems;

    /// <summary>A run that failed.</summary>
    /// <param name="message">Seed and last events.</param>
    /// <param name="inner">Why.</param>
    public FrictionScenarioException(string message, Exception inner)
        : base(message, inner) => Problems = [message];

    /// <summary>Everything that is wrong, a sentence each.</summary>
    public IReadOnlyList<string> Problems { get; }
}
