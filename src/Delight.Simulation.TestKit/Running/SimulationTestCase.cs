using System.ComponentModel;
using Delight.Simulation.Exploration;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Delight.Simulation.TestKit.Running;

/// <summary>One method over its seeds, as one test case of xunit.</summary>
public sealed class SimulationTestCase : XunitTestCase
{
    private ExplorationOptions _options = new();

    /// <summary>Called by xunit, which fills in the rest.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("Called by xunit alone")]
    public SimulationTestCase()
    {
    }

    internal SimulationTestCase(
        IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions displayOptions, ITestMethod method,
        ExplorationOptions options)
        : base(messages, display, displayOptions, method) => _options = options;

    /// <inheritdoc/>
    public override void Serialize(IXunitSerializationInfo data)
    {
        base.Serialize(data);
        data.AddValue(nameof(ExplorationOptions.FirstSeed), unchecked((long)_options.FirstSeed));
        data.AddValue(nameof(ExplorationOptions.Seeds), _options.Seeds);
        data.AddValue(nameof(ExplorationOptions.Jobs), _options.Jobs);
    }

    /// <inheritdoc/>
    public override void Deserialize(IXunitSerializationInfo data)
    {
        base.Deserialize(data);
        _options = new ExplorationOptions
        {
            FirstSeed = unchecked((ulong)data.GetValue<long>(nameof(ExplorationOptions.FirstSeed))),
            Seeds = data.GetValue<int>(nameof(ExplorationOptions.Seeds)),
            Jobs = data.GetValue<int>(nameof(ExplorationOptions.Jobs)),
        };
    }

    /// <inheritdoc/>
    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink, IMessageBus messageBus, object[] constructorArguments,
        ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource) =>
        new CaseRunner(this, constructorArguments, messageBus, aggregator, cancellationTokenSource).RunAsync();

    private sealed class CaseRunner(
        SimulationTestCase testCase, object[] constructorArguments, IMessageBus messageBus,
        ExceptionAggregator aggregator, CancellationTokenSource cancellation)
        : XunitTestCaseRunner(
            testCase, testCase.DisplayName, testCase.SkipReason, constructorArguments, [], messageBus, aggregator,
            cancellation)
    {
        protected override Task<RunSummary> RunTestAsync()
        {
            SimulationTestRun run = new(
                new XunitTest(TestCase, DisplayName), testCase._options, MessageBus, TestClass, ConstructorArguments,
                TestMethod, SkipReason, BeforeAfterAttributes);
            return new SimulationTestRunner(
                run, new ExceptionAggregator(Aggregator), CancellationTokenSource).RunAsync();
        }
    }
}
