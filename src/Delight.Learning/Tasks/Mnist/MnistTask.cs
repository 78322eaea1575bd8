using System.Buffers.Binary;
using System.Globalization;
using Delight.Determinism;
using Delight.Learning.Policies;

namespace Delight.Learning.Tasks.Mnist;

/// <summary>MNIST as a contextual bandit: an image, one of ten actions, reward 1 where it is the digit shown, else
/// 0.</summary>
/// <remarks>
/// <para>A context is the image's index, four bytes little-endian; images stay bytes in one array that all actors of a
/// process share. Training images are 0 .. 59,999, held-out ones follow.</para>
/// <para>Error: share of the held-out images on which the most probable action is wrong.</para>
/// <para>Source: LeCun, Cortes, Burges, MNIST; the bandit as in Osband (2026), arXiv 2603.20521.</para>
/// </remarks>
public sealed class MnistTask : IExactRewards
{
    private const int Side = 28;
    private const int PixelsPerImage = Side * Side;
    private const int Digits = 10;

    private readonly byte[] _trainImages;
    private readonly byte[] _trainLabels;
    private readonly byte[] _testImages;
    private readonly byte[] _testLabels;

    private MnistTask((byte[] Images, byte[] Labels) train, (byte[] Images, byte[] Labels) test)
    {
        (_trainImages, _trainLabels) = train;
        (_testImages, _testLabels) = test;
    }

    /// <inheritdoc/>
    public PolicyShape Shape { get; } = new(PixelsPerImage, Decisions: 1, Actions: Digits);

    /// <inheritdoc/>
    public int ContextBytes => sizeof(int);

    /// <inheritdoc/>
    public int HeldOutCount => _testLabels.Length;

    /// <inheritdoc/>
    public bool EvaluatesGreedily => true;

    /// <summary>Number of training images.</summary>
    public int TrainCount => _trainLabels.Length;

    /// <summary>Reads the four files.</summary>
    /// <param name="folder">Holds train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, and the two of t10k.</param>
    /// <exception cref="TaskDataException">A file is missing or not what it should be.</exception>
    public static MnistTask Load(string folder) => new(LoadPair(folder, "train"), LoadPair(folder, "t10k"));

    /// <inheritdoc/>
    public void DrawContext(ref RandomStream random, Span<byte> context) =>
        BinaryPrimitives.WriteInt32LittleEndian(context, random.NextIndex(TrainCount));

    /// <inheritdoc/>
    public void HeldOutContext(int index, Span<byte> context) =>
        BinaryPrimitives.WriteInt32LittleEndian(context, TrainCount + index);

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<byte> context, Span<byte> input)
    {
        int index = BinaryPrimitives.ReadInt32LittleEndian(context);
        (byte[] images, int image) = index < TrainCount ? (_trainImages, index) : (_testImages, index - TrainCount);
        images.AsSpan(image * PixelsPerImage, PixelsPerImage).CopyTo(input);
    }

    /// <inheritdoc/>
    public float Score(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen, ref RandomStream random) =>
        IsRight(context, chosen) ? 1 : 0;

    /// <inheritdoc/>
    public bool IsRight(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen) => chosen[0] == Label(context);

    /// <inheritdoc/>
    public void WriteAnswer(ReadOnlySpan<byte> context, Span<int> answer) => answer[0] = Label(context);

    /// <inheritdoc/>
    public void ExpectedRewards(ReadOnlySpan<byte> context, Span<double> rewards)
    {
        rewards.Clear();
        rewards[Label(context)] = 1;
    }

    private int Label(ReadOnlySpan<byte> context)
    {
        int index = BinaryPrimitives.ReadInt32LittleEndian(context);
        return index < TrainCount ? _trainLabels[index] : _testLabels[index - TrainCount];
    }

    private static (byte[] Images, byte[] Labels) LoadPair(string folder, string prefix)
    {
        string imagesPath = Path.Combine(folder, prefix + "-images-idx3-ubyte.gz");
        string labelsPath = Path.Combine(folder, prefix + "-labels-idx1-ubyte.gz");
        (int[] imageSizes, byte[] images) = IdxFile.Read(imagesPath, dimensions: 3);
        (int[] labelSizes, byte[] labels) = IdxFile.Read(labelsPath, dimensions: 1);
        if (imageSizes[1] != Side || imageSizes[2] != Side || imageSizes[0] != labelSizes[0])
        {
            throw new TaskDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"{imagesPath} is {imageSizes[0]} x {imageSizes[1]} x {imageSizes[2]} and {labelsPath} has " +
                $"{labelSizes[0]} labels; MNIST has 28 x 28 images and one label each. Copy both again."));
        }

        int wrong = labels.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(Digits - 1));
        return wrong < 0 ? (images, labels) : throw new TaskDataException(string.Create(
            CultureInfo.InvariantCulture,
                $"{labelsPath} has label {labels[wrong]} at index {wrong}; labels are 0 to 9. Copy it again."));
    }
}
