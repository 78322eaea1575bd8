using System.Buffers.Binary;
using System.Numerics;

namespace Delight.Export.TensorBoard;

/// <summary>The frames of TensorFlow's record files: length, its checksum, data, its checksum.</summary>
/// <remarks>
/// <para><c>uint64 length; uint32 mask(crc(length)); byte data[length]; uint32 mask(crc(data))</c>, little-endian. The
/// checksum is CRC-32C; <c>mask(c) = rotr(c, 15) + 0xa282ead8</c>.</para>
/// <para>Source: TensorFlow, "TFRecord and tf.train.Example", section "TFRecords format details".</para>
/// </remarks>
internal static class FramedRecords
{
    private const uint MaskDelta = 0xa282ead8;

    /// <summary>Appends one record.</summary>
    public static void Write(Stream output, ReadOnlySpan<byte> data)
    {
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], MaskedChecksum(head[..8]));
        Span<byte> tail = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(tail, MaskedChecksum(data));
        output.Write(head);
        output.Write(data);
        output.Write(tail);
    }

    private static uint MaskedChecksum(ReadOnlySpan<byte> data)
    {
        uint checksum = uint.MaxValue;
        foreach (byte value in data)
        {
            checksum = BitOperations.Crc32C(checksum, value);
        }

        return BitOperations.RotateRight(~checksum, 15) + MaskDelta;
    }
}
