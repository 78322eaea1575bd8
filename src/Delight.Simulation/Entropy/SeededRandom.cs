using Delight.Determinism;

namespace Delight.Simulation.Entropy;

/// <summary>What Akka.NET draws from: uids of actors, random routers, jitter.</summary>
/// <param name="seed">Root seed of the run.</param>
internal sealed class SeededRandom(ulong seed) : Random
{
    private RandomStream _stream = RandomStream.Derive(seed, "akka");

    public override int Next() => Next(int.MaxValue);

    public override int Next(int maxValue) => maxValue <= 1 ? 0 : _stream.NextIndex(maxValue);

    public override int Next(int minValue, int maxValue) => (int)NextInt64(minValue, maxValue);

    public override long NextInt64() => (long)(_stream.NextBits() >> 1);

    public override long NextInt64(long maxValue) => NextInt64(0, maxValue);

    public override long NextInt64(long minValue, long maxValue)
    {
        ulong range = (ulong)maxValue - (ulong)minValue;
        return range <= 1 ? minValue : (long)((ulong)minValue + Math.BigMul(_stream.NextBits(), range, out _));
    }

    public override double NextDouble() => _stream.NextUniform();

    public override float NextSingle() => (float)(_stream.NextBits() >> 40) * (1f / (1 << 24));

    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    public override void NextBytes(Span<byte> buffer)
    {
        foreach (ref byte value in buffer)
        {
            value = (byte)_stream.NextIndex(256);
        }
    }

    protected override double Sample() => NextDouble();
}
