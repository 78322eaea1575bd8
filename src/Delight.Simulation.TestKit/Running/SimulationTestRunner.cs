using System.Reflection;
using Delight.Simulation.Exploration;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Delight.Simulation.TestKit.Running;

/// <summary>Runs the one test of a case: explores its seeds and reports the lowest one that fails.</summary>
internal sealed class SimulationTestRunner : XunitTestRunner
{
    private readonly ExplorationOptions _options;

    public SimulationTestRunner(
        SimulationTestRun run, ExceptionAggregator aggregator, CancellationTokenSource cancellation)
        : base(
            run.Test, run.MessageBus, run.TestClass, run.ConstructorArguments, run.TestMethod, [], run.SkipReason,
            run.Attributes, aggregator, cancellation) => _options = run.Options;

    /// <inheritdoc/>
    protected override Task<decimal> InvokeTestMethodAsync(ExceptionAggregator aggregator)
    {
        ExecutionTimer timer = new();
        SeedRunner runner = new(
            TestClass, TestMethod, ConstructorArguments, BeforeAfterAttributes, CancellationTokenSource.Token);
        timer.Aggregate(() => aggregator.Run(() => runner.Run(_options)));
        return Task.FromResult(timer.Total);
    }
}

/// <summary>What xunit hands to the runner of a test.</summary>
internal sealed record SimulationTestRun(
    ITest Test, ExplorationOptions Options, IMessageBus MessageBus, Type TestClass, object[] ConstructorArguments,
    MethodInfo TestMethod, string SkipReason, IReadOnlyList<BeforeAfterTestAttribute> Attributes);
