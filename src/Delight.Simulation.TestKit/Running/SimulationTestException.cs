using Delight.Simulation.Exploration;

namespace Delight.Simulation.TestKit.Running;

/// <summary>A simulation test failed at a seed.</summary>
/// <remarks>The message names the lowest failing seed, what happened, the faults that the failure needs, and the
/// command that runs it again. The stack trace is that of the failure.</remarks>
public sealed class SimulationTestException : Exception
{
    internal SimulationTestException(Violation violation, string text)
        : base(text, violation.Cause.InnerException) => Violation = violation;

    /// <summary>Which seed, and what it threw.</summary>
    public Violation Violation { get; }

    /// <inheritdoc/>
    public override string? StackTrace => Violation.Cause.StackTrace;
}
