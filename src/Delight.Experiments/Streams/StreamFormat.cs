using System.Buffers.Binary;
using Delight.Determinism;
using Delight.Learning.Parameters;

namespace Delight.Experiments.Streams;

/// <summary>The frame of <c>stream.bin</c>: signature, format version, then records, each with its length and a check
/// sum.</summary>
/// <remarks><c>docs/stream-format.md</c> says what is in the records.</remarks>
internal static class StreamFormat
{
    /// <summary>The format that this build writes, and the only one that it reads.</summary>
    public const int Version = 1;

    /// <summary>Bytes before the first record: signature and format version.</summary>
    public const int PrefixBytes = 12;

    /// <summary>Bytes of a record before its body: kind and length.</summary>
    public const int HeadBytes = 5;

    /// <summary>Bytes of a record behind its body: the check sum.</summary>
    public const int CheckBytes = 4;

    /// <summary>The first eight bytes. The first one is no text, and the line ends show a transfer that changed
    /// them.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'D', (byte)'L', (byte)'G', (byte)'T', 13, 10, 26];

    /// <summary>The check sum of a record: the lower half of <see cref="StableHash"/> over its kind, its length, and
    /// its body in words of eight bytes, little-endian, the last one filled with zeros.</summary>
    public static uint Check(StreamRecordKind kind, ReadOnlySpan<byte> body)
    {
        ulong state = StableHash.Add(StableHash.Add(StableHash.Start, (ulong)kind), (ulong)body.Length);
        for (; body.Length >= sizeof(ulong); body = body[sizeof(ulong)..])
        {
            state = StableHash.Add(state, BinaryPrimitives.ReadUInt64LittleEndian(body));
        }

        if (body.Length > 0)
        {
            Span<byte> last = stackalloc byte[sizeof(ulong)];
            last.Clear();
            body.CopyTo(last);
            state = StableHash.Add(state, BinaryPrimitives.ReadUInt64LittleEndian(last));
        }

        return (uint)StableHash.Finish(state);
    }

    /// <summary>Names a policy's layout: two have the same hash where their tensors have the same names and shapes, in
    /// the same order.</summary>
    public static ulong LayoutHash(ParameterLayout layout)
    {
        ulong state = StableHash.Add(StableHash.Start, (ulong)layout.Slots.Count);
        foreach (TensorSlot slot in layout.Slots)
        {
            state = StableHash.Add(StableHash.Add(state, slot.Name), (ulong)slot.Shape.Count);
            foreach (int dimension in slot.Shape)
            {
                state = StableHash.Add(state, (ulong)dimension);
            }
        }

        return StableHash.Finish(state);
    }
}
