using Delight.Determinism;

namespace Delight.Benchmarks.Data;

/// <summary>Inputs of benchmarks: drawn from one fixed seed, so that every run works on the same numbers.</summary>
internal static class Draws
{
    private const ulong Seed = 1;

    public static RandomStream Stream(string name) => RandomStream.Derive(Seed, name);

    /// <summary>Standard normal numbers.</summary>
    public static AlignedBuffer Normal(int length, string name)
    {
        RandomStream random = Stream(name);
        AlignedBuffer buffer = new(length);
        foreach (ref float value in buffer.Span)
        {
            value = (float)random.NextNormal();
        }

        return buffer;
    }

    /// <summary>Whole numbers, uniform from 0 to <paramref name="bound"/> − 1.</summary>
    public static int[] Indices(int length, int bound, string name)
    {
        RandomStream random = Stream(name);
        int[] indices = new int[length];
        foreach (ref int index in indices.AsSpan())
        {
            index = random.NextIndex(bound);
        }

        return indices;
    }

    /// <summary>Bytes, uniform over all 256 values.</summary>
    public static byte[] Bytes(int length, string name)
    {
        RandomStream random = Stream(name);
        byte[] bytes = new byte[length];
        foreach (ref byte value in bytes.AsSpan())
        {
            value = (byte)random.NextIndex(256);
        }

        return bytes;
    }
}
