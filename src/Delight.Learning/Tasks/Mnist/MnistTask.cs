using System.Buffers.Binary;
using Delight.Determinism;
using Delight.Learning.Policies;

namespace Delight.Learning.Tasks.Mnist;

/// <summary>MNIST and its kin as a contextual bandit: an image, one action for each class, reward 1 where it is the
/// class of the image, else 0.</summary>
/// <remarks>
/// <para>A context is the image's index, four bytes little-endian; images stay bytes in one array that all actors of a
/// process share. Training images come first, in MNIST 0 .. 59,999, and held-out ones follow.</para>
/// <para>Size of the images and classes are those of the files. Action 0 is the smallest label of the training images,
/// which is 0 for MNIST, Fashion-MNIST and KMNIST, and 1 for the letters of EMNIST. The last action is their largest
/// label.</para>
/// <para>Error: share of the held-out images on which the most probable action is wrong.</para>
/// <para>Source: LeCun, Cortes, Burges, MNIST; the bandit as in Osband (2026), arXiv 2603.20521.</para>
/// </remarks>
public sealed class MnistTask : IExactRewards
{
    private readonly byte[] _trainImages;
    private readonly byte[] _trainLabels;
    private readonly byte[] _testImages;
    private readonly byte[] _testLabels;

    private MnistTask(LabelledImages train, LabelledImages test)
    {
        (_trainImages, _trainLabels) = (train.Images, train.Labels);
        (_testImages, _testLabels) = (test.Images, test.Labels);
        Shape = new PolicyShape(train.Height * train.Width, Decisions: 1, Actions: train.Labels.Max() + 1);
    }

    /// <inheritdoc/>
    public PolicyShape Shape { get; }

    /// <inheritdoc/>
    public int ContextBytes => sizeof(int);

    /// <inheritdoc/>
    public int HeldOutCount => _testLabels.Length;

    /// <inheritdoc/>
    public bool EvaluatesGreedily => true;

    /// <summary>Number of training images.</summary>
    public int TrainCount => _trainLabels.Length;

    /// <summary>Reads the four files.</summary>
    /// <param name="folder">Holds train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, and the two of t10k, or files
    /// of the same kind: without .gz, as test in place of t10k, or with the name of a data set before it.</param>
    /// <exception cref="TaskDataException">A file is missing or not what it should be.</exception>
    public static MnistTask Load(string folder)
    {
        LabelledImages train = LabelledImages.Read(MnistFiles.Find(folder, isHeldOut: false));
        LabelledImages test = LabelledImages.Read(MnistFiles.Find(folder, isHeldOut: true));
        test.RequireKin(train);
        byte first = train.Labels.Min();
        return new MnistTask(train.WithLabelsFrom(first), test.WithLabelsFrom(first));
    }

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
        images.AsSpan(image * Shape.InputBytes, Shape.InputBytes).CopyTo(input);
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
}
