using Delight.Actors.Port;
using Delight.Determinism;

namespace Delight.Actors.Simulation;

/// <summary>Hash over every delivery of a simulated run: two runs are the same run exactly where their digests are
/// equal.</summary>
/// <remarks>
/// Of each delivery: time, sequence number, sender, receiver, message name, scalar fields. Arrays stand there by
/// version or index; the final parameters are added once at the end, by their bits.
/// </remarks>
public sealed class RunDigest
{
    private readonly Dictionary<Type, ulong> _typeNames = [];
    private readonly Dictionary<string, ulong> _wireNames = new(StringComparer.Ordinal);
    private ulong _state = StableHash.Start;

    /// <summary>The hash over all that was added so far.</summary>
    public ulong Value => StableHash.Finish(_state);

    /// <summary>Adds the bits of the final parameters.</summary>
    public void AddParameters(ReadOnlySpan<float> parameters) => _state = StableHash.Add(_state, parameters);

    internal void AddDelivery(in ScheduledEvent delivery)
    {
        MessageDigest digest = new(_state);
        digest.Add(delivery.Ticks);
        digest.Add(delivery.Sequence);
        digest.Add((long)(delivery.Sender?.PathHash ?? 0));
        digest.Add((long)delivery.Target.PathHash);
        if (delivery.Content is IMessage message)
        {
            digest.Add((long)NameHash(_wireNames, message.WireName, message.WireName));
            message.Describe(ref digest);
        }
        else if (delivery.Content is { } other)
        {
            Type type = other.GetType();
            digest.Add((long)NameHash(_typeNames, type, type.FullName));
        }

        _state = digest.State;
    }

    private static ulong NameHash<TKey>(Dictionary<TKey, ulong> known, TKey key, string? name)
        where TKey : notnull
    {
        if (!known.TryGetValue(key, out ulong hash))
        {
            hash = StableHash.Of(name);
            known.Add(key, hash);
        }

        return hash;
    }
}
