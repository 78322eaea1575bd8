using Delight.Samples.PaymentService.Banking;
using Delight.Samples.PaymentService.Payments;
using Delight.Simulation.Entropy;
using Delight.Simulation.Exploration;
using Delight.Simulation.Faults;
using Delight.Simulation.Observing;
using Xunit.Abstractions;

namespace Delight.Samples.PaymentService.Tests;

/// <summary>Runs the whole application over many seeds.</summary>
public sealed class ExplorationTests(ITestOutputHelper output)
{
    /// <summary>The lowest seed that shows the defect of the first release.</summary>
    private const ulong FailingSeed = 11;

    private static readonly PaymentOptions FirstRelease = new() { Keys = KeyScope.PerAttempt };
    private static readonly PaymentOptions MendedRelease = new() { Keys = KeyScope.PerPayment };

    [Fact]
    public void FirstRelease_ANodeCrashesBetweenTwoMessages_ChargesTwice()
    {
        ExplorationResult result = Explorer.Run(
            new() { Seeds = 500 }, trial => PaymentTrial.Run(trial, FirstRelease));

        Assert.NotNull(result.Violation);
        Violation violation = result.Violation;
        output.WriteLine(violation.ToString());
        Assert.Equal(FailingSeed, violation.Seed);
        FaultOccurrence fault = Assert.Single(violation.Faults);
        Assert.Equal(FaultKind.CrashNode, fault.Fault.Kind);
        Assert.Equal(["payments"], fault.Targets);
        Assert.Contains(" was charged 2 times for ", violation.Cause.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            $"Run it again: DELIGHT_SIMULATION_SEED={FailingSeed} and the same command", violation.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void FirstRelease_OneSeedAgain_IsTheSameRunWithTheSameFailure()
    {
        PaymentRun first = Observe(FailingSeed, new ChargeTrace(output.WriteLine));
        PaymentRun second = Observe(FailingSeed), other = Observe(FailingSeed + 1);

        Assert.Equal(first.Digest, second.Digest);
        Assert.NotEqual(first.Digest, other.Digest);
        Assert.Equal(first.Bookings, second.Bookings);
        string message = Assert.Throws<PaymentException>(() => PaymentInvariants.Check(first)).Message;
        Assert.Equal(message, Assert.Throws<PaymentException>(() => PaymentInvariants.Check(second)).Message);
    }

    [Fact]
    public void MendedRelease_AllFaults_Holds()
    {
        ExplorationResult result = Explorer.Run(
            new() { Seeds = 500 }, trial => PaymentTrial.Run(trial, MendedRelease));

        output.WriteLine($"{result.Seeds} seeds");
        result.ThrowIfViolated();
    }

    [Fact]
    public void MendedRelease_ManyCrashes_Holds() => Explorer.Run(
        new() { Seeds = 200 },
        trial => PaymentInvariants.Check(PaymentTrial.Observe(trial, MendedRelease, PaymentTrial.WithManyCrashes)))
        .ThrowIfViolated();

    [Fact]
    public void FirstRelease_NoCrashes_Holds() => Explorer.Run(
        new() { Seeds = 300 },
        trial => PaymentInvariants.Check(PaymentTrial.Observe(trial, FirstRelease, PaymentTrial.WithoutCrashes)))
        .ThrowIfViolated();

    [Fact]
    public void Application_ItsCode_TakesNothingFromClocksRandomNumbersOrThreads() =>
        Assert.Empty(NondeterminismScan.Of(typeof(Bank).Assembly.Location));

    private static PaymentRun Observe(ulong seed, ISimulationObserver? observer = null) => PaymentTrial.Observe(
        new Trial(seed, new HashSet<int>()), FirstRelease, PaymentTrial.WithCrashes, observer);
}
