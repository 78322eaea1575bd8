using Delight.Determinism;
using Delight.Learning.Policies;
using Delight.Learning.Tasks;

namespace Delight.Actors.Tests;

/// <summary>Images of 3 x 4 pixels with one bright row and some noise; the action is to say which row.</summary>
internal sealed class StripeTask : ITask
{
    public PolicyShape Shape { get; } = new(InputBytes: 12, Decisions: 1, Actions: 3);

    public int ContextBytes => 2;

    public int HeldOutCount => 64;

    public bool EvaluatesGreedily => true;

    public void DrawContext(ref RandomStream random, Span<byte> context)
    {
        context[0] = (byte)random.NextIndex(3);
        context[1] = (byte)random.NextIndex(128);
    }

    public void HeldOutContext(int index, Span<byte> context)
    {
        context[0] = (byte)(index % 3);
        context[1] = (byte)(128 + index);
    }

    public void Encode(ReadOnlySpan<byte> context, Span<byte> input)
    {
        for (int pixel = 0; pixel < input.Length; pixel++)
        {
            input[pixel] = (byte)((pixel / 4 == context[0] ? 200 : 0) + ((context[1] * (pixel + 3)) % 50));
        }
    }

    public float Score(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen, ref RandomStream random) =>
        IsRight(context, chosen) ? 1 : 0;

    public bool IsRight(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen) => chosen[0] == context[0];

    public void WriteAnswer(ReadOnlySpan<byte> context, Span<int> answer) => answer[0] = context[0];
}
