using Delight.Determinism;
using Delight.Learning.Policies;
using Delight.Learning.Tasks;

namespace Delight.Learning.Torch.Tests;

/// <summary>Six random bytes; right is the quarter of the range that the first one lies in.</summary>
internal sealed class FirstByte : ITask
{
    public PolicyShape Shape { get; } = new(InputBytes: 6, Decisions: 1, Actions: 4);

    public int ContextBytes => 6;

    public int HeldOutCount => 1;

    public bool EvaluatesGreedily => true;

    public void DrawContext(ref RandomStream random, Span<byte> context)
    {
        foreach (ref byte value in context)
        {
            value = (byte)random.NextIndex(256);
        }
    }

    public void HeldOutContext(int index, Span<byte> context) => context.Clear();

    public void Encode(ReadOnlySpan<byte> context, Span<byte> input) => context.CopyTo(input);

    public float Score(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen, ref RandomStream random) =>
        IsRight(context, chosen) ? 1 : 0;

    public bool IsRight(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen) => chosen[0] == context[0] / 64;

    public void WriteAnswer(ReadOnlySpan<byte> context, Span<int> answer) => answer[0] = context[0] / 64;
}
