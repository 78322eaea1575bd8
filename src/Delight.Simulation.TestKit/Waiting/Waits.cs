using Akka.Actor;
using Akka.TestKit;
using Delight.Simulation.TestKit.Reporting;
using Delight.Simulation.TestKit.Systems;

namespace Delight.Simulation.TestKit.Waiting;

/// <summary>The waiting members of Akka's kit in virtual time, for the kit and for each probe.</summary>
/// <remarks>Every one ends at its message or at its exact deadline. A wait of no time lets happen what is due at the
/// present instant. The messages of failures are those of Akka's kit.</remarks>
/// <param name="system">Whose time passes.</param>
/// <param name="queue">Where messages come.</param>
/// <param name="settings">Default time-outs and the factor of all time-outs.</param>
/// <param name="testActor">Whose queue it is.</param>
internal sealed partial class Waits(
    ITestedSystem system, TestQueue queue, TestKitSettings settings, IActorRef testActor)
{
    private TimeSpan? _end;
    private bool _wasSilence;

    public TimeSpan Now => system.Now;

    /// <summary>What was received or shown last; stands for nothing where a wait was in vain.</summary>
    public MessageEnvelope Last { get; private set; } = NullMessageEnvelope.Instance;

    public TimeSpan Remaining => _end is { } end
        ? Latest(TimeSpan.Zero, end - Now)
        : throw new InvalidOperationException(
            "there is no remaining time outside of Within. Call it inside, or use RemainingOrDefault.");

    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(settings.SingleExpectDefault));

    public TimeSpan NoMessageRemainingOrDefault => RemainingOr(Dilated(settings.ExpectNoMessageDefault));

    private ITestKitAssertions Assertions => system.Assertions;

    public TimeSpan RemainingOr(TimeSpan duration) => _end is null ? duration : Remaining;

    public TimeSpan RemainingOrDilated(TimeSpan? duration) =>
        duration is { } given ? Dilated(given) : RemainingOrDefault;

    public IActorRef Watch(IActorRef actor) => Command(new TestActor.Watch(actor), actor);

    public IActorRef Unwatch(IActorRef actor) => Command(new TestActor.Unwatch(actor), actor);

    public IActorRef Spawn(TestActor.Spawn spawn, CancellationToken cancellationToken)
    {
        testActor.Tell(spawn, ActorRefs.NoSender);
        return Expect<IActorRef>(null, null, null, cancellationToken);
    }

    /// <summary>Waits for a task of the test, and throws what it threw.</summary>
    public void Complete(Task task)
    {
        if (!system.TryComplete(task, Timeout.InfiniteTimeSpan))
        {
            throw TaskLines.NotComplete();
        }
    }

    private static TimeSpan Latest(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private static TimeSpan Shortest(TimeSpan left, TimeSpan right) =>
        left < TimeSpan.Zero || (right >= TimeSpan.Zero && right < left) ? right : left;

    private static TimeSpan Finite(TimeSpan duration, string name) => duration >= TimeSpan.Zero
        ? duration
        : throw new ArgumentException(
            $"{name} is {DurationWords.Of(duration)}; it is at least 0. Pass a finite time.", name);

    private TimeSpan Dilated(TimeSpan duration) =>
        new((long)(Finite(duration, nameof(duration)).Ticks * settings.TestTimeFactor));

    /// <summary>The test actor acts on the command at once.</summary>
    private IActorRef Command(object command, IActorRef subject)
    {
        Task<object> answer = testActor.Ask(command, Timeout.InfiniteTimeSpan);
        if (!system.WaitUntil(() => answer.IsCompleted, RemainingOrDefault))
        {
            throw new InvalidOperationException(
                $"{testActor.Path.ToStringWithoutAddress()} did not answer. It has stopped, or its node is down; call "
                + "it while the node is up.");
        }

        answer.GetAwaiter().GetResult();
        return subject;
    }
}
