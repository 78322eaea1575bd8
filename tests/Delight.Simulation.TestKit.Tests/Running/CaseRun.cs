using Xunit.Abstractions;
using Xunit.Sdk;
using ExecutionMessage = Xunit.Abstractions.IMessageSinkMessage;

namespace Delight.Simulation.TestKit.Tests.Running;

/// <summary>Discovers and runs one method through xunit's own pieces, as its runner does.</summary>
internal sealed class CaseRun : IMessageBus
{
    private static readonly IMessageSink Silent = new NullMessageSink();
    private readonly List<ExecutionMessage> _messages = [];

    /// <summary>The test cases that were made of the method.</summary>
    public IReadOnlyList<IXunitTestCase> Cases { get; private set; } = [];

    public ITestResultMessage Result => _messages.OfType<ITestResultMessage>().Single();

    public bool HasPassed => Result is ITestPassed;

    /// <summary>Message and stack of the failure.</summary>
    public ITestFailed Failed => Assert.IsAssignableFrom<ITestFailed>(Result);

    public string Message => Assert.Single(Failed.Messages);

    public string Output => Result.Output;

    /// <summary>Runs a method.</summary>
    /// <param name="method">Its name.</param>
    /// <param name="arguments">Of the constructor.</param>
    public static async Task<CaseRun> Of<TClass>(string method, params object[] arguments)
    {
        CaseRun run = new();
        run.Cases = [.. Discover(typeof(TClass), method).Select(Copy)];
        foreach (IXunitTestCase testCase in run.Cases)
        {
            await testCase.RunAsync(
                Silent, run, arguments, new ExceptionAggregator(), new CancellationTokenSource());
        }

        return run;
    }

    /// <inheritdoc/>
    public bool QueueMessage(ExecutionMessage message)
    {
        _messages.Add(message);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // It holds nothing.
    }

    private static IEnumerable<IXunitTestCase> Discover(Type testClass, string method)
    {
        TestAssembly assembly = new(Reflector.Wrap(testClass.Assembly));
        TestCollection collection = new(assembly, null, "collection");
        TestMethod testMethod = new(
            new TestClass(collection, Reflector.Wrap(testClass)), Reflector.Wrap(testClass.GetMethod(method)!));
        IAttributeInfo attribute = testMethod.Method.GetCustomAttributes(typeof(FactAttribute)).Single();
        return new TestKit.Running.SimulationTestCaseDiscoverer(Silent)
            .Discover(new DefaultOptions(), testMethod, attribute);
    }

    /// <summary>Nothing is set, so xunit takes its defaults.</summary>
    private sealed class DefaultOptions : ITestFrameworkDiscoveryOptions
    {
        public TValue GetValue<TValue>(string name) => default!;

        public void SetValue<TValue>(string name, TValue value) => throw new NotSupportedException(name);
    }

    /// <summary>Sends a case where another process could read it.</summary>
    private static IXunitTestCase Copy(IXunitTestCase testCase) =>
        SerializationHelper.Deserialize<IXunitTestCase>(SerializationHelper.Serialize(testCase));
}
