using System.Reflection;
using Akka.Event;
using Akka.TestKit;

namespace Delight.Simulation.TestKit.Systems;

/// <summary>Stops a wait of Akka's own members before it begins.</summary>
/// <remarks>Our members hide those of Akka's kit, so a variable of a base type still leads to the wall clock, where a
/// wait would block the only thread. Akka's kit logs each wait before it begins, where <c>akka.test.testkit.debug</c>
/// is on. A test calls it, so another version of Akka.NET shows at once what moved.</remarks>
internal sealed class WallClockGuard(ILoggingAdapter inner) : LoggingAdapterBase(inner.Formatter)
{
    private static readonly FieldInfo State =
        typeof(TestKitBase).GetField("_testState", BindingFlags.Instance | BindingFlags.NonPublic)!;

    private static readonly PropertyInfo Logger = State.FieldType.GetProperty("Log")!;

    /// <summary>How the lines of Akka's kit begin that announce a wait.</summary>
    private static readonly string[] Waits =
    [
        "Trying to receive message from TestActor queue with", "Trying to peek message from TestActor queue with",
        "Expecting no messages during", "Awaiting condition for",
    ];

    /// <summary>How its other lines begin; they tell nothing that a test has not asked for.</summary>
    private static readonly string[] Others =
    [
        "Trying to ", "Received ", "Peeked ", "Expecting ", "Failed: ", "Timeout ", "Condition fulfilled after",
    ];

    /// <inheritdoc/>
    public override bool IsDebugEnabled => true;

    /// <inheritdoc/>
    public override bool IsInfoEnabled => inner.IsInfoEnabled;

    /// <inheritdoc/>
    public override bool IsWarningEnabled => true;

    /// <inheritdoc/>
    public override bool IsErrorEnabled => inner.IsErrorEnabled;

    /// <summary>Takes the place of the log of a kit or a probe.</summary>
    public static void Install(TestKitBase kit) => Logger.SetValue(State.GetValue(kit), new WallClockGuard(kit.Log));

    /// <inheritdoc/>
    protected override void NotifyLog(LogLevel logLevel, object message, Exception? cause = null)
    {
        string format = message is LogMessage composed ? composed.Format : $"{message}";
        if (Waits.Any(begin => format.StartsWith(begin, StringComparison.Ordinal)))
        {
            throw new NotSupportedException(
                "a member of TestKitBase or TestProbe would wait by the wall clock. Declare the variable as "
                + "SimulationTestProbe, SimulationTestKit or var, so that the wait passes virtual time.");
        }

        bool isOfTheKit = Others.Any(begin => format.StartsWith(begin, StringComparison.Ordinal));
        if (inner.IsEnabled(logLevel) && !(isOfTheKit && logLevel == LogLevel.DebugLevel))
        {
            inner.Log(logLevel, cause, format: message.ToString()!);
        }
    }
}
