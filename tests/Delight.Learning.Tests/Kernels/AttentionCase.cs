using Delight.Determinism;
using Delight.Learning.Kernels;

namespace Delight.Learning.Tests.Kernels;

/// <summary>
/// One query with keys and values [positions, W], prompt first, and plain attention over them in double.
/// </summary>
internal sealed class AttentionCase
{
    /// <summary>The reference runs in double, so this step's error is about 1e-8.</summary>
    private const double Step = 1e-4;

    private readonly AttentionShape _shape;
    private readonly int _positions;

    public AttentionCase(AttentionShape shape, ulong seed)
    {
        _shape = shape;
        _positions = shape.PromptLength + shape.AnswerLength;
        RandomStream random = RandomStream.Derive(seed, "attention");
        (Query, Dy) = (Normals(ref random, shape.Width), Normals(ref random, shape.Width));
        (Keys, Values) = (Normals(ref random, _positions * shape.Width), Normals(ref random, _positions * shape.Width));
    }

    public float[] Query { get; }

    public float[] Dy { get; }

    public float[] Keys { get; }

    public float[] Values { get; }

    public (float[] Weights, float[] Y) Forward(int promptCount, int answerCount)
    {
        float[] weights = new float[_shape.Heads * _shape.Keys], y = new float[_shape.Width];
        CausalAttention.Forward(ContextOf(Keys, Values, promptCount, answerCount), Query, weights, y);
        return (weights, y);
    }

    public (float[] DQuery, float[] DKeys, float[] DValues) Backward(float[] weights, int promptCount, int answerCount)
    {
        float[] dQuery = new float[Query.Length], dKeys = new float[Keys.Length], dValues = new float[Values.Length];
        int answer = _shape.PromptLength * _shape.Width;
        CausalAttention.ContextGradient gradient = new()
        {
            Prompt = new AttentionSegmentGradient { Keys = dKeys, Values = dValues, RowStride = _shape.Width },
            Answer = new AttentionSegmentGradient { Keys = dKeys.AsSpan(answer), Values = dValues.AsSpan(answer),
            RowStride = _shape.Width },
        };
        CausalAttention.Backward(
            ContextOf(Values, Keys, promptCount, answerCount),
            new CausalAttention.Saved { Query = Query, Weights = weights, Dy = Dy },
            new float[weights.Length], gradient, dQuery);
        return (dQuery, dKeys, dValues);
    }

    /// <summary>[G, seen] without the padding.</summary>
    public float[] Compact(float[] weights, int promptCount, int answerCount) =>
        [.. weights.Chunk(_shape.Keys).SelectMany(
        head => head[..promptCount].Concat(head.Skip(_shape.PromptPadded).Take(answerCount)))];

    /// <summary>Weights [G, seen] and output [W] of plain attention.</summary>
    public (double[] Weights, double[] Y) Reference(float[] values, int seen) =>
        Reference(Doubles(Query), Doubles(Keys), Doubles(values), seen);

    /// <summary>Central differences of dy · y by one of the inputs.</summary>
    public double[] Differences(float[] input, int seen)
    {
        double[] differences = new double[input.Length];
        for (int i = 0; i < input.Length; i++)
        {
            differences[i] = (Loss(input, i, Step, seen) - Loss(input, i, -Step, seen)) / (2 * Step);
        }

        return differences;
    }

    private double Loss(float[] input, int index, double change, int seen)
    {
        double[] Moved(float[] array)
        {
            double[] copy = Doubles(array);
            if (ReferenceEquals(array, input))
            {
                copy[index] += change;
            }

            return copy;
        }

        double[] y = Reference(Moved(Query), Moved(Keys), Moved(Values), seen).Y;
        return y.Select((element, c) => element * Dy[c]).Sum();
    }

    private (double[] Weights, double[] Y) Reference(double[] query, double[] keys, double[] values, int seen)
    {
        int width = _shape.Width, headWidth = _shape.HeadWidth;
        double[] weights = new double[_shape.Heads * seen], y = new double[width];
        for (int head = 0; head < _shape.Heads; head++)
        {
            double[] powers = new double[seen];
            for (int j = 0; j < seen; j++)
            {
                double score = 0;
                for (int c = head * headWidth; c < (head + 1) * headWidth; c++)
                {
                    score += query[c] * keys[(j * width) + c];
                }

                powers[j] = Math.Exp(score / Math.Sqrt(headWidth));
            }

            for (int j = 0; j < seen; j++)
            {
                weights[(head * seen) + j] = powers[j] / powers.Sum();
                for (int c = head * headWidth; c < (head + 1) * headWidth; c++)
                {
                    y[c] += weights[(head * seen) + j] * values[(j * width) + c];
                }
            }
        }

        return (weights, y);
    }

    private CausalAttention.Context ContextOf(float[] transposed, float[] rows, int promptCount, int answerCount) =>
        new()
    {
        Shape = _shape,
        Prompt = Segment(transposed, rows, (0, _shape.PromptLength), promptCount),
        Answer = Segment(transposed, rows, (_shape.PromptLength, _shape.AnswerLength), answerCount),
    };

    private AttentionSegment Segment(float[] transposed, float[] rows, (int First, int Length) positions, int count)
    {
        int padded = AttentionShape.Pad(positions.Length), width = _shape.Width;
        float[] across = new float[width * padded];
        Array.Fill(across, float.NaN); // the padding must not matter
        for (int j = 0; j < positions.Length; j++)
        {
            for (int c = 0; c < width; c++)
            {
                across[(c * padded) + j] = transposed[((positions.First + j) * width) + c];
            }
        }

        return new AttentionSegment
        {
            Transposed = across, Rows = rows.AsSpan(positions.First * width), RowStride = width, Count = count,
        };
    }

    private static double[] Doubles(float[] values) => [.. values.Select(value => (double)value)];

    private static float[] Normals(ref RandomStream random, int count)
    {
        float[] values = new float[count];
        foreach (ref float value in values.AsSpan())
        {
            value = (float)random.NextNormal();
        }

        return values;
    }
}
