using Akka.Actor;

namespace Delight.Simulation.Tests;

/// <summary>An actor whose behaviour a test writes down where it is used.</summary>
internal sealed class Scripted : UntypedActor, IWithTimers, IWithStash
{
    private readonly Action<object, Scripted> _receive;
    private readonly Action<Scripted>? _start;
    private readonly Action<Scripted>? _stop;
    private readonly SupervisorStrategy? _strategy;

    private Scripted(
        Action<object, Scripted> receive, Action<Scripted>? start, Action<Scripted>? stop, SupervisorStrategy
            ? strategy) =>
        (_receive, _start, _stop, _strategy) = (receive, start, stop, strategy);

    public ITimerScheduler Timers { get; set; } = null!;

    public IStash Stash { get; set; } = null!;

    public IUntypedActorContext Here => (IUntypedActorContext)Context;

    public IActorRef From => Sender;

    public IActorRef Me => Self;

    /// <summary>Props of one.</summary>
    /// <param name="receive">Gets each message and the actor.</param>
    /// <param name="start">At the begin of each life.</param>
    /// <param name="stop">At the end of each life that is told of it.</param>
    /// <param name="strategy">For its children.</param>
    public static Props Props(
        Action<object, Scripted> receive, Action<Scripted>? start = null, Action<Scripted>? stop = null,
        SupervisorStrategy? strategy = null) => Akka.Actor.Props.CreateBy(new Producer(
            () => new Scripted(receive, start, stop, strategy)));

    protected override void PreStart() => _start?.Invoke(this);

    protected override void PostStop() => _stop?.Invoke(this);

    protected override void OnReceive(object message) => _receive(message, this);

    protected override SupervisorStrategy SupervisorStrategy() => _strategy ?? base.SupervisorStrategy();

    private sealed class Producer(Func<ActorBase> create) : IIndirectActorProducer
    {
        public Type ActorType => typeof(Scripted);

        public ActorBase Produce() => create();

        public void Release(ActorBase actor)
        {
        }
    }
}
