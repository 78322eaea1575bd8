using Delight.Determinism;
using Delight.Learning.Policies;
using Delight.Learning.Tasks;

namespace Delight.Learning.Tests.Training;

/// <summary>Thirty pixels that follow from one byte; the right action is its remainder by three.</summary>
internal sealed class PixelTask : ITask
{
    public PolicyShape Shape { get; } = new(InputBytes: 30, Decisions: 1, Actions: 3);

    public int ContextBytes => 1;

    public int HeldOutCount => 1;

    public bool EvaluatesGreedily => true;

    public void DrawContext(ref RandomStream random, Span<byte> context) => context[0] = (byte)random.NextIndex(256);

    public void HeldOutContext(int index, Span<byte> context) => context[0] = (byte)index;

    public void Encode(ReadOnlySpan<byte> context, Span<byte> input)
    {
        for (int pixel = 0; pixel < input.Length; pixel++)
        {
            input[pixel] = (byte)(context[0] * (pixel + 1));
        }
    }

    public float Score(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen, ref RandomStream random) =>
        IsRight(context, chosen) ? 1 : 0;

    public bool IsRight(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen) => chosen[0] == context[0] % 3;

    public void WriteAnswer(ReadOnlySpan<byte> context, Span<int> answer) => answer[0] = context[0] % 3;
}
