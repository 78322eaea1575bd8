using Delight.Actors.Port;

namespace Delight.Actors.Simulation;

/// <summary>What an actor sends at the end of work that still goes on in virtual time, in order.</summary>
/// <remarks>Each message is an arrival whose time is, until it leaves, that of its departure.</remarks>
internal sealed class ActorOutbox
{
    private Queue<ScheduledEvent> _messages = new();

    public int Count => _messages.Count;

    public IEnumerable<object> Messages => _messages.Select(message => message.Content!);

    public void Add(in ScheduledEvent message) => _messages.Enqueue(message);

    /// <summary>Takes the message of a departure; false where it was lost, or leaves later than was planned.</summary>
    public bool TryTake(in ScheduledEvent departure, out ScheduledEvent message)
    {
        long sequence = departure.Sequence;
        if (_messages.TryPeek(out message) && message.Sequence == sequence)
        {
            return message.Ticks <= departure.Ticks && _messages.TryDequeue(out message);
        }

        // Seldom: a stale departure, or somebody made the actor's runtime speak for it in between.
        message = _messages.FirstOrDefault(waiting => waiting.Sequence == sequence);
        if (message.Content is null || message.Ticks > departure.Ticks)
        {
            return false;
        }

        _messages = new(_messages.Where(waiting => waiting.Sequence != sequence));
        return true;
    }

    /// <summary>Lets everything leave later.</summary>
    /// <returns>The messages with their new times.</returns>
    public IReadOnlyCollection<ScheduledEvent> Postpone(TimeSpan by)
    {
        _messages = new(_messages.Select(message => message with { Ticks = message.Ticks + by.Ticks }));
        return _messages;
    }

    /// <summary>Takes out what a crash loses: all but messages of the runtime itself.</summary>
    public IEnumerable<object> TakeLost()
    {
        ScheduledEvent[] messages = [.. _messages];
        _messages = new(messages.Where(IsOfSystem));
        return messages.Where(message => !IsOfSystem(message)).Select(message => message.Content!);
    }

    private static bool IsOfSystem(ScheduledEvent message) => message.Content is Terminated or Undelivered;
}
