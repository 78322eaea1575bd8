using System.Linq.Expressions;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit;

namespace Delight.Simulation.TestKit;

/// <content>What cannot work in virtual time, with one line each.</content>
public abstract partial class SimulationTestKit
{
    /// <summary>An actor runs outside of the loop with it; not supported.</summary>
    public new TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(
        Props props, IActorRef supervisor, string? name = null)
        where TActor : ActorBase =>
        throw Unsupported.TestActorRef();

    /// <summary>An actor runs outside of the loop with it; not supported.</summary>
    public new TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(
        Props props, string? name = null)
        where TActor : ActorBase =>
        throw Unsupported.TestActorRef();

    /// <summary>An actor runs outside of the loop with it; not supported.</summary>
    public new TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(
        Expression<Func<TActor>> factory, IActorRef supervisor, string? name = null)
        where TActor : ActorBase =>
        throw Unsupported.TestActorRef();

    /// <summary>An actor runs outside of the loop with it; not supported.</summary>
    public new TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(
        Expression<Func<TActor>> factory, string? name = null)
        where TActor : ActorBase =>
        throw Unsupported.TestActorRef();

    /// <summary>An actor runs outside of the loop with it; not supported.</summary>
    public new TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(
        IActorRef supervisor, string? name = null)
        where TActor : ActorBase, new() =>
        throw Unsupported.TestActorRef();

    /// <summary>An actor runs outside of the loop with it; not supported.</summary>
    public new TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(
        string? name = null)
        where TActor : ActorBase, new() =>
        throw Unsupported.TestActorRef();

    /// <summary>An actor runs outside of the loop with it; not supported.</summary>
    public new TestFSMRef<TFsmActor, TState, TData> ActorOfAsTestFSMRef<TFsmActor, TState, TData>(
        Props props, IActorRef supervisor, string? name = null, bool withLogging = false)
        where TFsmActor : FSM<TState, TData> =>
        throw Unsupported.TestActorRef();

    /// <summary>An actor runs outside of the loop with it; not supported.</summary>
    public new TestFSMRef<TFsmActor, TState, TData> ActorOfAsTestFSMRef<TFsmActor, TState, TData>(
        Props props, string? name = null, bool withLogging = false)
        where TFsmActor : FSM<TState, TData> =>
        throw Unsupported.TestActorRef();

    /// <summary>An actor runs outside of the loop with it; not supported.</summary>
    public new TestFSMRef<TFsmActor, TState, TData> ActorOfAsTestFSMRef<TFsmActor, TState, TData>(
        IActorRef supervisor, string? name = null, bool withLogging = false)
        where TFsmActor : FSM<TState, TData>, new() =>
        throw Unsupported.TestActorRef();

    /// <summary>An actor runs outside of the loop with it; not supported.</summary>
    public new TestFSMRef<TFsmActor, TState, TData> ActorOfAsTestFSMRef<TFsmActor, TState, TData>(
        string? name = null, bool withLogging = false)
        where TFsmActor : FSM<TState, TData>, new() =>
        throw Unsupported.TestActorRef();

    /// <summary>An actor runs outside of the loop with it; not supported.</summary>
    public new TestFSMRef<TFsmActor, TState, TData> ActorOfAsTestFSMRef<TFsmActor, TState, TData>(
        Expression<Func<TFsmActor>> factory, IActorRef supervisor, string? name = null, bool withLogging = false)
        where TFsmActor : FSM<TState, TData> =>
        throw Unsupported.TestActorRef();

    /// <summary>An actor runs outside of the loop with it; not supported.</summary>
    public new TestFSMRef<TFsmActor, TState, TData> ActorOfAsTestFSMRef<TFsmActor, TState, TData>(
        Expression<Func<TFsmActor>> factory, string? name = null, bool withLogging = false)
        where TFsmActor : FSM<TState, TData> =>
        throw Unsupported.TestActorRef();

    /// <summary>It blocks the only thread; not supported.</summary>
    public override TestLatch CreateTestLatch(int count = 1) => throw Unsupported.Blocking("TestLatch");

    /// <summary>It blocks the only thread; not supported.</summary>
    public new TestBarrier CreateTestBarrier(int count) => throw Unsupported.Blocking("TestBarrier");

    /// <summary>It waits by the wall clock; not supported.</summary>
    public new EventFilterFactory EventFilter => throw Unsupported.EventFilter();

    /// <summary>It waits by the wall clock; not supported.</summary>
    public new EventFilterFactory CreateEventFilter(ActorSystem system) => throw Unsupported.EventFilter();

    /// <summary>Another system has no virtual time; not supported.</summary>
    public override TestProbe CreateTestProbe(ActorSystem system, string? name = null) =>
        throw Unsupported.OtherSystem();

    /// <summary>It knows no simulation; not supported.</summary>
    protected static new bool InternalAwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval, Action<string, object[]> fail,
        CancellationToken cancellationToken = default) =>
        throw Unsupported.StaticWait();

    /// <summary>It knows no simulation; not supported.</summary>
    protected static new bool InternalAwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval, Action<string, object[]> fail,
        ILoggingAdapter? logger, CancellationToken cancellationToken = default) =>
        throw Unsupported.StaticWait();

    /// <summary>It knows no simulation; not supported.</summary>
    protected static new Task<bool> InternalAwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan max, TimeSpan? interval, Action<string, object[]> fail,
        CancellationToken cancellationToken = default) =>
        throw Unsupported.StaticWait();

    /// <summary>It knows no simulation; not supported.</summary>
    protected static new Task<bool> InternalAwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan max, TimeSpan? interval, Action<string, object[]> fail,
        ILoggingAdapter? logger, CancellationToken cancellationToken = default) =>
        throw Unsupported.StaticWait();
}
