using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Delight.Determinism;

namespace Delight.Simulation.Cluster.Connections;

/// <summary>Reads as much of the bytes of Akka.Remote as the digest and the bandwidth need.</summary>
/// <remarks>The layout is that of Akka.Remote's protocol messages: an envelope with receiver, message and sender, or a
/// command.</remarks>
internal static class FrameContent
{
    private const int TimeStampBytes = 16;
    private static readonly byte[] Compressed = [0x1F, 0x8B];

    /// <summary>A hash of receiver and type of message, or of the command.</summary>
    public static ulong KindOf(ReadOnlySpan<byte> frame)
    {
        Parts parts = Parts.Of(frame);
        ulong state = StableHash.Add(StableHash.Start, parts.Command);
        return StableHash.Finish(Add(Add(state, parts.Receiver), parts.Manifest));
    }

    /// <summary>The same for people.</summary>
    public static string NameOf(ReadOnlySpan<byte> frame)
    {
        Parts parts = Parts.Of(frame);
        return parts.Receiver.IsEmpty
            ? FormattableString.Invariant($"command {parts.Command}")
            : $"{Encoding.UTF8.GetString(parts.Manifest)} to {Encoding.UTF8.GetString(parts.Receiver)}";
    }

    /// <summary>Length of a frame that is the same in every process: heartbeats have a time stamp, and what is
    /// compressed has some too.</summary>
    public static long SizeOf(ReadOnlySpan<byte> frame)
    {
        Parts parts = Parts.Of(frame);
        int content = parts.Content.Length;
        if (parts.Manifest.SequenceEqual("HB"u8) || parts.Manifest.SequenceEqual("HBR"u8))
        {
            return frame.Length - content + TimeStampBytes;
        }

        int at = parts.Content.IndexOf(Compressed);
        return at < 0 ? frame.Length : frame.Length - content + at + LengthOf(parts.Content[at..]);
    }

    private static long LengthOf(ReadOnlySpan<byte> compressed)
    {
        try
        {
            using GZipStream stream = new(new MemoryStream(compressed.ToArray()), CompressionMode.Decompress);
            byte[] buffer = new byte[4096];
            long length = 0;
            for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
            {
                length += read;
            }

            return length;
        }
        catch (InvalidDataException)
        {
            return compressed.Length; // two bytes of the content that only looked like the begin of it
        }
    }

    private static ulong Add(ulong state, ReadOnlySpan<byte> bytes)
    {
        state = StableHash.Add(state, (ulong)bytes.Length);
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            state = StableHash.Add(state, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        ulong rest = 0;
        foreach (byte one in bytes)
        {
            rest = (rest << 8) | one;
        }

        return StableHash.Add(state, rest);
    }

    private ref struct Parts
    {
        public ulong Command;
        public ReadOnlySpan<byte> Receiver;
        public ReadOnlySpan<byte> Manifest;
        public ReadOnlySpan<byte> Content;

        public static Parts Of(ReadOnlySpan<byte> frame)
        {
            Parts parts = default;
            ReadOnlySpan<byte> payload = Field(frame, 1);
            ReadOnlySpan<byte> envelope = Field(payload, 2);
            ReadOnlySpan<byte> message = Field(envelope, 2);
            parts.Receiver = Field(Field(envelope, 1), 1);
            parts.Manifest = Field(message, 3);
            parts.Content = Field(message, 1);
            parts.Command = payload.IsEmpty ? Number(Field(frame, 2), 1) : 0;
            return parts;
        }

        /// <summary>A field with a length.</summary>
        private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> message, int field)
        {
            while (TryRead(ref message, out int number, out ulong _, out ReadOnlySpan<byte> bytes))
            {
                if (number == field)
                {
                    return bytes;
                }
            }

            return default;
        }

        private static ulong Number(ReadOnlySpan<byte> message, int field)
        {
            while (TryRead(ref message, out int number, out ulong value, out _))
            {
                if (number == field)
                {
                    return value;
                }
            }

            return 0;
        }

        private static bool TryRead(
            scoped ref ReadOnlySpan<byte> message, out int field, out ulong value, out ReadOnlySpan<byte> bytes)
        {
            (field, value) = (0, 0);
            bytes = default;
            if (message.IsEmpty)
            {
                return false;
            }

            ulong tag = Varint(ref message);
            field = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    value = Varint(ref message);
                    return true;
                case 1:
                    value = BinaryPrimitives.ReadUInt64LittleEndian(message);
                    message = message[8..];
                    return true;
                case 2:
                    int length = (int)Varint(ref message);
                    bytes = message[..length];
                    message = message[length..];
                    return true;
                default:
                    value = BinaryPrimitives.ReadUInt32LittleEndian(message);
                    message = message[4..];
                    return true;
            }
        }

        private static ulong Varint(scoped ref ReadOnlySpan<byte> message)
        {
            ulong value = 0;
            for (int shift = 0; ; shift += 7)
            {
                byte next = message[0];
                message = message[1..];
                value |= (ulong)(next & 0x7F) << shift;
                if (next < 0x80)
                {
                    return value;
                }
            }
        }
    }
}
