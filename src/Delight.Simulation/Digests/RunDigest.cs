using System.Reflection;
using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Delight.Determinism;

namespace Delight.Simulation.Digests;

/// <summary>A running hash over every delivery: time, number, path of the receiver, type of the message, and its fields
/// where it tells them (<see cref="IDigested"/>).</summary>
internal sealed class RunDigest
{
    private readonly Dictionary<Type, ulong> _types = [];
    private readonly Func<object, long>? _describe;
    private ulong _state;
    private Type? _lastType;
    private ulong _lastHash;

    /// <param name="seed">Root seed of the run.</param>
    /// <param name="describe">For messages that do not describe themselves; may be null.</param>
    public RunDigest(ulong seed, Func<object, long>? describe) =>
        (_state, _describe) = (StableHash.Add(StableHash.Start, seed), describe);

    /// <summary>Deliveries that entered it.</summary>
    public long Deliveries { get; private set; }

    /// <summary>The hash of all deliveries so far.</summary>
    public ulong Value => StableHash.Finish(_state);

    /// <summary>A message reaches a mailbox.</summary>
    public void Add(long time, ulong pathHash, object message)
    {
        Deliveries++;
        object content = message is IWrappedMessage ? WrappedMessage.Unwrap(message) : message;
        ulong state = StableHash.Add(_state, (ulong)time);
        state = StableHash.Add(state, (ulong)Deliveries);
        state = StableHash.Add(state, pathHash);
        state = StableHash.Add(state, HashOf(content.GetType()));
        if (content is IDigested digested)
        {
            DigestFields fields = new(state);
            digested.Describe(ref fields);
            state = fields.State;
        }
        else if (_describe is not null && content is not SystemMessage)
        {
            state = StableHash.Add(state, (ulong)_describe(content));
        }

        _state = state;
    }

    /// <summary>A frame arrives at the end of a connection.</summary>
    /// <param name="time">Virtual time.</param>
    /// <param name="where">Hash of both ends.</param>
    /// <param name="what">Hash of its kind.</param>
    public void AddFrame(long time, ulong where, ulong what)
    {
        Deliveries++;
        ulong state = StableHash.Add(_state, (ulong)time);
        _state = StableHash.Add(StableHash.Add(StableHash.Add(state, (ulong)Deliveries), where), what);
    }

    private ulong HashOf(Type type)
    {
        if (type == _lastType)
        {
            return _lastHash;
        }

        if (!_types.TryGetValue(type, out ulong hash))
        {
            string name = type.GetCustomAttribute<DigestNameAttribute>()?.Name ?? type.ToString();
            _types.Add(type, hash = StableHash.Of(name));
        }

        (_lastType, _lastHash) = (type, hash);
        return hash;
    }
}
