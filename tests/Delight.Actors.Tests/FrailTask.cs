using Delight.Determinism;
using Delight.Learning.Policies;
using Delight.Learning.Tasks;

namespace Delight.Actors.Tests;

/// <summary>Another task whose draws of contexts throw at some calls, and so crash the worker that draws.</summary>
internal sealed class FrailTask(ITask inner, Func<int, bool> throwsAt) : ITask
{
    public int Draws { get; private set; }

    public PolicyShape Shape => inner.Shape;

    public int ContextBytes => inner.ContextBytes;

    public int HeldOutCount => inner.HeldOutCount;

    public bool EvaluatesGreedily => inner.EvaluatesGreedily;

    public void DrawContext(ref RandomStream random, Span<byte> context)
    {
        if (throwsAt(Draws++))
        {
            throw new InvalidTimeZoneException("the worker's build is broken");
        }

        inner.DrawContext(ref random, context);
    }

    public void HeldOutContext(int index, Span<byte> context) => inner.HeldOutContext(index, context);

    public void Encode(ReadOnlySpan<byte> context, Span<byte> input) => inner.Encode(context, input);

    public float Score(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen, ref RandomStream random) =>
        inner.Score(context, chosen, ref random);

    public bool IsRight(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen) => inner.IsRight(context, chosen);

    public void WriteAnswer(ReadOnlySpan<byte> context, Span<int> answer) => inner.WriteAnswer(context, answer);
}
