using Xunit.Sdk;

namespace Delight.Simulation.TestKit.Reporting;

/// <summary>An expectation of a kit or a probe does not hold.</summary>
/// <remarks>The message has what was expected, the crashes, failures and restarts before it, virtual time, seed, and
/// how to run it again.</remarks>
public sealed class SimulationAssertionException : XunitException
{
    internal SimulationAssertionException(string expectation, string history, string replay)
        : base(string.Join(
            Environment.NewLine, new[] { expectation, history, replay }.Where(part => part.Length > 0))) =>
        Expectation = expectation;

    /// <summary>What was expected, alone.</summary>
    internal string Expectation { get; }
}
