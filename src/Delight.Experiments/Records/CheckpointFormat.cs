using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Delight.Actors.Checkpoints;
using Delight.Learning.Parameters;
using Delight.Learning.Training;

namespace Delight.Experiments.Records;

/// <summary>The bytes of one checkpoint file.</summary>
/// <remarks>
/// <para>Layout, little-endian: the eight bytes <c>DELIGHTC</c>; format (int32, 1); term (int32) and step (int64);
/// next request, next row, outstanding rows, elapsed ticks of 100 ns (int64 each); β1 and β2 to the power of the steps
/// (double each); task and layout of the policy (text: length as a 7-bit coded integer, then UTF-8); number of
/// parameters P (int32); [P] parameters, [P] first moments, [P] second moments (float32); SHA-256 over all before
/// it.</para>
/// <para>Same state, same bytes. Any change of any byte, and any missing one, is noticed.</para>
/// </remarks>
internal static class CheckpointFormat
{
    private const int Format = 1;

    private static ReadOnlySpan<byte> Magic => "DELIGHTC"u8;

    /// <summary>Writes a checkpoint.</summary>
    /// <param name="version">Its version.</param>
    /// <param name="checkpoint">What it holds.</param>
    /// <param name="origin">What it belongs to.</param>
    public static byte[] Write(PolicyVersion version, Checkpoint checkpoint, CheckpointOrigin origin)
    {
        TrainerState trainer = checkpoint.Trainer;
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(Format);
        writer.Write(version.Term);
        writer.Write(version.Step);
        writer.Write(checkpoint.NextRequest);
        writer.Write(checkpoint.NextRow);
        writer.Write(checkpoint.RowsOutstanding);
        writer.Write(checkpoint.Elapsed.Ticks);
        writer.Write(trainer.DecayPowers.Beta1);
        writer.Write(trainer.DecayPowers.Beta2);
        writer.Write(origin.Task);
        writer.Write(origin.Layout);
        writer.Write(trainer.Parameters.Length);
        foreach (float[] array in (float[][])[trainer.Parameters, trainer.FirstMoment, trainer.SecondMoment])
        {
            byte[] numbers = new byte[array.Length * sizeof(float)];
            for (int i = 0; i < array.Length; i++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(numbers.AsSpan(i * sizeof(float)), array[i]);
            }

            writer.Write(numbers);
        }

        writer.Write(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        return bytes.ToArray();
    }

    /// <summary>Reads a checkpoint.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <exception cref="FormatException">It is not whole, or of a format that this build does not know; the message is
    /// the end of a sentence.</exception>
    public static (PolicyVersion Version, Checkpoint Checkpoint, CheckpointOrigin Origin) Read(byte[] bytes)
    {
        RequireWhole(bytes);
        using MemoryStream stream = new(bytes, Magic.Length, bytes.Length - Magic.Length);
        using BinaryReader reader = new(stream, Encoding.UTF8);
        int format = reader.ReadInt32();
        if (format != Format)
        {
            throw new FormatException($"has format {format}; this build reads format {Format}");
        }

        PolicyVersion version = new(reader.ReadInt32(), reader.ReadInt64());
        long nextRequest = reader.ReadInt64(), nextRow = reader.ReadInt64(), outstanding = reader.ReadInt64();
        TimeSpan elapsed = TimeSpan.FromTicks(reader.ReadInt64());
        (double, double) decayPowers = (reader.ReadDouble(), reader.ReadDouble());
        (string task, string layout) = (reader.ReadString(), reader.ReadString());
        int count = reader.ReadInt32();
        TrainerState trainer = new()
        {
            Steps = version.Step,
            Parameters = ReadFloats(reader, count),
            FirstMoment = ReadFloats(reader, count),
            SecondMoment = ReadFloats(reader, count),
            DecayPowers = decayPowers,
        };
        return (
            version, new Checkpoint(trainer, nextRequest, nextRow, elapsed, outstanding),
            new CheckpointOrigin(task, layout, count));
    }

    /// <summary>Checks begin and hash.</summary>
    /// <exception cref="FormatException">The bytes are not those that were written.</exception>
    public static void RequireWhole(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(Magic))
        {
            throw new FormatException("does not begin like a checkpoint");
        }

        if (bytes.Length < Magic.Length + SHA256.HashSizeInBytes
            || !bytes[^SHA256.HashSizeInBytes..].SequenceEqual(SHA256.HashData(bytes[..^SHA256.HashSizeInBytes])))
        {
            throw new FormatException(
                $"is cut off or damaged: its {bytes.Length} bytes do not have the hash at their end");
        }
    }

    private static float[] ReadFloats(BinaryReader reader, int count)
    {
        byte[] numbers = reader.ReadBytes(count * sizeof(float));
        float[] array = new float[count];
        for (int i = 0; i < count; i++)
        {
            array[i] = BinaryPrimitives.ReadSingleLittleEndian(numbers.AsSpan(i * sizeof(float)));
        }

        return array;
    }
}
