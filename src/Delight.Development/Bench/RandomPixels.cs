using Delight.Determinism;
using Delight.Learning.Policies;
using Delight.Learning.Tasks;

namespace Delight.Development.Bench;

/// <summary>A task of MNIST's sizes whose pixels are all random: no zero makes the work easier than it is.</summary>
internal sealed class RandomPixels : ITask
{
    private const int Images = 100;
    private readonly byte[] _pixels = new byte[Images * 784];

    public RandomPixels()
    {
        RandomStream random = RandomStream.Derive(1, "pixels");
        foreach (ref byte pixel in _pixels.AsSpan())
        {
            pixel = (byte)random.NextIndex(256);
        }
    }

    public PolicyShape Shape { get; } = new(InputBytes: 784, Decisions: 1, Actions: 10);

    public int ContextBytes => 1;

    public int HeldOutCount => Images;

    public bool EvaluatesGreedily => true;

    public void DrawContext(ref RandomStream random, Span<byte> context) => context[0] = (byte)random.NextIndex(Images);

    public void HeldOutContext(int index, Span<byte> context) => context[0] = (byte)index;

    public void Encode(ReadOnlySpan<byte> context, Span<byte> input) =>
        _pixels.AsSpan(context[0] * 784, 784).CopyTo(input);

    public float Score(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen, ref RandomStream random) =>
        IsRight(context, chosen) ? 1 : 0;

    public bool IsRight(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen) => chosen[0] == context[0] % 10;

    public void WriteAnswer(ReadOnlySpan<byte> context, Span<int> answer) => answer[0] = context[0] % 10;
}
