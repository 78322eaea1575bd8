using System.Buffers.Binary;
using System.Text;

namespace Delight.Export.Tests.TensorBoard;

/// <summary>Reads event files by what the specifications say, with none of the writer's code: TFRecord frames with
/// masked CRC-32C, and fields of Protocol Buffers' wire format.</summary>
internal static class EventFileReader
{
    private const uint Polynomial = 0x82f63b78; // Castagnoli, reflected

    /// <summary>The payloads of all records.</summary>
    /// <exception cref="InvalidDataException">A checksum is wrong, or a record is cut off.</exception>
    public static IReadOnlyList<byte[]> Records(byte[] file)
    {
        List<byte[]> records = [];
        for (int at = 0; at < file.Length;)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at));
            Check(file.AsSpan(at, 8), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 8)));
            byte[] data = file[(at + 12)..(at + 12 + length)];
            Check(data, BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 12 + length)));
            records.Add(data);
            at += length + 16;
        }

        return records;
    }

    /// <summary>CRC-32C bit by bit.</summary>
    public static uint Checksum(ReadOnlySpan<byte> data)
    {
        uint checksum = uint.MaxValue;
        foreach (byte value in data)
        {
            checksum ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                checksum = (checksum >> 1) ^ ((checksum & 1) * Polynomial);
            }
        }

        return ~checksum;
    }

    /// <summary>The fields of a message, by number, in their order.</summary>
    public static ILookup<int, Field> Fields(byte[] message)
    {
        List<(int Number, Field Field)> fields = [];
        for (int at = 0; at < message.Length;)
        {
            ulong tag = Varint(message, ref at);
            int number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    fields.Add((number, new Field(BitConverter.GetBytes(Varint(message, ref at)))));
                    break;
                case 1:
                    fields.Add((number, new Field(message[at..(at + 8)])));
                    at += 8;
                    break;
                case 2:
                    int length = (int)Varint(message, ref at);
                    fields.Add((number, new Field(message[at..(at + length)])));
                    at += length;
                    break;
                case 5:
                    fields.Add((number, new Field(message[at..(at + 4)])));
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"wire type {tag & 7} of field {number}");
            }
        }

        return fields.ToLookup(entry => entry.Number, entry => entry.Field);
    }

    private static void Check(ReadOnlySpan<byte> data, uint masked)
    {
        uint checksum = Checksum(data);
        uint expected = ((checksum >> 15) | (checksum << 17)) + 0xa282ead8u;
        if (masked != expected)
        {
            throw new InvalidDataException($"checksum {masked:x8}, expected {expected:x8}");
        }
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = message[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }

    /// <summary>A field's value, as whoever asks reads it.</summary>
    internal sealed record Field(byte[] Bytes)
    {
        public long Int => BitConverter.ToInt64(Bytes);

        public double Double => BitConverter.ToDouble(Bytes);

        public float Float => BitConverter.ToSingle(Bytes);

        public string Text => Encoding.UTF8.GetString(Bytes);

        public ILookup<int, Field> Message => Fields(Bytes);
    }
}
