using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Actor.Internal;

namespace Delight.Simulation.TestKit.Systems;

/// <summary>Keeps what continues after an <c>await</c> of a test on the test's thread, between two events.</summary>
internal sealed class TestThread : SynchronizationContext
{
    private readonly ConcurrentQueue<(SendOrPostCallback Act, object? State)> _posted = new();
    private readonly int _home = Environment.CurrentManagedThreadId;

    /// <summary>For whom the test acts: the implicit sender of what it sends.</summary>
    public ActorCell? Actor { get; set; }

    /// <summary>True once a continuation came from another thread.</summary>
    public bool WasForeign { get; private set; }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        WasForeign |= Environment.CurrentManagedThreadId != _home;
        _posted.Enqueue((d, state));
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) => d(state);

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs what was posted.</summary>
    public void RunPosted()
    {
        while (_posted.TryDequeue(out (SendOrPostCallback Act, object? State) next))
        {
            (ActorCell? actor, SynchronizationContext? context) =
                (InternalCurrentActorCellKeeper.Current, Current);
            InternalCurrentActorCellKeeper.Current = Actor;
            SetSynchronizationContext(this);
            try
            {
                next.Act(next.State);
            }
            finally
            {
                InternalCurrentActorCellKeeper.Current = actor;
                SetSynchronizationContext(context);
            }
        }
    }
}
