using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Delight.Simulation.Dispatch;

/// <summary>What an actor has sent during its work, with the time at which each leaves.</summary>
internal sealed class Outbox
{
    private readonly List<Departure> _waiting = [];

    public IReadOnlyList<Departure> Waiting => _waiting;

    public void Add(in Departure departure) => _waiting.Add(departure);

    /// <summary>Takes the first one whose time has come.</summary>
    public bool TryTake(long now, out Departure departure)
    {
        if (_waiting.Count == 0 || _waiting[0].Due > now)
        {
            departure = default;
            return false;
        }

        departure = _waiting[0];
        _waiting.RemoveAt(0);
        return true;
    }

    /// <summary>A pause makes everything later.</summary>
    public void Delay(long ticks)
    {
        for (int index = 0; index < _waiting.Count; index++)
        {
            _waiting[index] = _waiting[index] with { Due = _waiting[index].Due + ticks };
        }
    }

    /// <summary>A crash takes everything away.</summary>
    public Departure[] Clear()
    {
        Departure[] lost = [.. _waiting];
        _waiting.Clear();
        return lost;
    }
}

/// <summary>One message in an outbox: a user message, or a system message.</summary>
/// <param name="Due">When it leaves.</param>
/// <param name="To">A cell, or the future of an Ask.</param>
/// <param name="Envelope">Of a user message.</param>
/// <param name="System">Null for a user message.</param>
internal readonly record struct Departure(long Due, object To, Envelope Envelope, SystemMessage? System)
{
    /// <summary>Its place in the order of sends. Two messages that arrive at one instant come in the order in which
    /// they were sent, not in that in which they left.</summary>
    public long Sequence { get; init; }
}
