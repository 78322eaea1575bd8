using Delight.Determinism;
using Delight.Learning.Parameters;

namespace Delight.Actors.Port;

/// <summary>Running hash over the scalar fields of messages.</summary>
public struct MessageDigest
{
    /// <summary>Goes on from a state.</summary>
    /// <param name="state">As <see cref="StableHash"/> left it.</param>
    public MessageDigest(ulong state) => State = state;

    /// <summary>The hash so far, not finished.</summary>
    public ulong State { get; private set; }

    /// <summary>Adds a whole number.</summary>
    public void Add(long value) => State = StableHash.Add(State, (ulong)value);

    /// <summary>Adds the bits of a number.</summary>
    public void Add(double value) => Add(BitConverter.DoubleToInt64Bits(value));

    /// <summary>Adds a text.</summary>
    public void Add(string text) => State = StableHash.Add(State, text);

    /// <summary>Adds a version.</summary>
    public void Add(PolicyVersion version)
    {
        Add(version.Term);
        Add(version.Step);
    }

    /// <summary>Adds an address.</summary>
    public void Add(ActorRef actor) => State = StableHash.Add(State, actor.Path);
}
