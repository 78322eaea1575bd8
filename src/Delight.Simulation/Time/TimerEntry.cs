using Akka.Actor;
using Delight.Simulation.Nodes;

namespace Delight.Simulation.Time;

/// <summary>One timer of the scheduler or of the time provider.</summary>
internal sealed class TimerEntry
{
    private readonly int _crashes;
    private bool _isCancelled;

    /// <param name="interval">Ticks between two firings; 0 for one that fires once.</param>
    /// <param name="cancelable">Says that it was cancelled; may be null.</param>
    /// <param name="owner">The node that started it, and takes it along when it crashes.</param>
    public TimerEntry(long interval, ICancelable? cancelable, SimulatedNode? owner)
    {
        (Interval, Cancelable, Owner) = (interval, cancelable, owner);
        _crashes = owner?.Crashes ?? 0;
    }

    public long Interval { get; }

    public ICancelable? Cancelable { get; }

    public SimulatedNode? Owner { get; }

    /// <summary>What it does, where it tells nobody.</summary>
    public Action? Act { get; init; }

    public ICanTell? Receiver { get; init; }

    public object? Message { get; init; }

    public IActorRef? Sender { get; init; }

    public bool IsCancelled =>
        _isCancelled || Cancelable is { IsCancellationRequested: true }
        || (Owner is not null && Owner.Crashes != _crashes);

    public void Cancel() => _isCancelled = true;

    public void Fire()
    {
        if (Act is not null)
        {
            Act();
        }
        else
        {
            Receiver!.Tell(Message, Sender);
        }
    }
}
