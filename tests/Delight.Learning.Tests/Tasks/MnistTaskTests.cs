using System.IO.Compression;
using Delight.Determinism;
using Delight.Learning.Tasks;
using Delight.Learning.Tasks.Mnist;

namespace Delight.Learning.Tests.Tasks;

public sealed class MnistTaskTests : IDisposable
{
    private static readonly Lazy<MnistTask> Real =
        new(() => MnistTask.Load(Path.Combine(RepositoryFolder(), "data", "mnist")));

    private readonly string _folder = Directory.CreateTempSubdirectory("delight-mnist-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_RealData_HasItsCountsAndShape()
    {
        Assert.Equal((60_000, 10_000, 4), (Real.Value.TrainCount, Real.Value.HeldOutCount, Real.Value.ContextBytes));
        Assert.Equal((784, 1, 10), (Real.Value.Shape.InputBytes, Real.Value.Shape.Decisions, Real.Value.Shape.Actions));
    }

    [Fact]
    public void WriteAnswer_FirstImages_AreTheKnownDigits()
    {
        Assert.Equal([5, 0, 4, 1, 9], Enumerable.Range(0, 5).Select(index => Answer(BitConverter.GetBytes(index))));
        byte[] context = new byte[4];
        int[] heldOut = [.. Enumerable.Range(0, 5).Select(index =>
        {
            Real.Value.HeldOutContext(index, context);
            return Answer(context);
        })];
        Assert.Equal([7, 2, 1, 0, 4], heldOut);
    }

    [Fact]
    public void Score_RightAndWrongDigit_IsOneAndZero()
    {
        RandomStream random = RandomStream.Derive(1, "rewards");
        byte[] first = [0, 0, 0, 0];
        Assert.Equal((1f, 0f), (Real.Value.Score(first, [5], ref random), Real.Value.Score(first, [3], ref random)));
        Assert.True(Real.Value.IsRight(first, [5]));
        Assert.False(Real.Value.IsRight(first, [6]));
    }

    [Fact]
    public void Encode_FirstTrainingImage_IsTheKnownDigit()
    {
        byte[] pixels = new byte[784];
        Real.Value.Encode([0, 0, 0, 0], pixels);
        Assert.Equal((166, 27_525), (pixels.Count(pixel => pixel > 0), pixels.Sum(pixel => pixel)));
        Real.Value.Encode(BitConverter.GetBytes(60_000), pixels);
        Assert.Equal((116, 18_454), (pixels.Count(pixel => pixel > 0), pixels.Sum(pixel => pixel)));
    }

    [Fact]
    public void DrawContext_ManyDraws_CoversTheTrainingImagesOnly()
    {
        RandomStream random = RandomStream.Derive(1, "contexts");
        byte[] context = new byte[4];
        int[] drawn = new int[20_000];
        foreach (ref int index in drawn.AsSpan())
        {
            Real.Value.DrawContext(ref random, context);
            index = BitConverter.ToInt32(context);
        }

        Assert.InRange(drawn.Min(), 0, 100);
        Assert.InRange(drawn.Max(), 59_900, 59_999);
        Near.Equal(29_999.5, drawn.Average(), 0, 500); // standard error 17,320 / √20,000 = 122
    }

    [Theory]
    [InlineData("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz",
        "t10k-labels-idx1-ubyte.gz")]
    [InlineData("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
        "t10k-labels-idx1-ubyte")]
    [InlineData("train-images.idx3-ubyte", "train-labels.idx1-ubyte", "t10k-images.idx3-ubyte",
        "t10k-labels.idx1-ubyte")]
    [InlineData("emnist-letters-train-images-idx3-ubyte.gz", "emnist-letters-train-labels-idx1-ubyte",
        "emnist-letters-test-images-idx3-ubyte", "emnist-letters-test-labels-idx1-ubyte.gz")]
    public void Load_NamesOfTheFamily_AreFound(
        string trainImages, string trainLabels, string testImages, string testLabels)
    {
        Write(trainImages, Images(3, 2, 2));
        Write(trainLabels, Labels(0, 1, 2));
        Write(testImages, Images(1, 2, 2));
        Write(testLabels, Labels(2));
        MnistTask task = MnistTask.Load(_folder);
        Assert.Equal((3, 1), (task.TrainCount, task.HeldOutCount));
    }

    [Theory]
    [InlineData(28, 28, 0, 46)] // EMNIST balanced
    [InlineData(28, 28, 0, 61)] // EMNIST by class
    [InlineData(16, 24, 0, 1)]
    public void Load_OtherSizesAndClasses_ShapesThePolicy(int height, int width, byte first, byte last)
    {
        WriteAll(height, width, [first, last, 1], [last]);
        MnistTask task = MnistTask.Load(_folder);
        Assert.Equal(
            (height * width, 1, last + 1), (task.Shape.InputBytes, task.Shape.Decisions, task.Shape.Actions));
        byte[] pixels = new byte[height * width];
        task.Encode([2, 0, 0, 0], pixels);
        Assert.Equal((3, 3), (pixels[0], pixels[^1])); // the third image is all 3
        task.Encode([3, 0, 0, 0], pixels);
        Assert.Equal(1, pixels[^1]); // the first held-out one is all 1
    }

    [Fact]
    public void Load_LettersThatCountFromOne_CountFromZero()
    {
        WriteAll(28, 28, [1, 26, 5], [26, 1]);
        MnistTask task = MnistTask.Load(_folder);
        Assert.Equal(26, task.Shape.Actions);
        int[] answer = [-1];
        int[] answers = [.. Enumerable.Range(0, 5).Select(index =>
        {
            task.WriteAnswer(BitConverter.GetBytes(index), answer);
            return answer[0];
        })];
        Assert.Equal([0, 25, 4, 25, 0], answers);
    }

    [Fact]
    public void Load_FolderWithoutThem_SaysWhatIsLookedFor()
    {
        Assert.Equal(
            $"{_folder} has no train-images-idx3-ubyte.gz, nor a file of that kind by another name; MNIST and its kin "
            + "are four IDX files, gzipped or not. Set task.data to the folder that holds them.",
            Refused(_folder));
        string missing = Path.Combine(_folder, "none");
        Assert.Equal(
            $"{missing} is no folder; train-images-idx3-ubyte.gz and three more files are looked for in it. Set "
            + "task.data to the folder that holds them.", Refused(missing));
    }

    [Fact]
    public void Load_SeveralDataSetsInOneFolder_AsksForOne()
    {
        foreach (string set in (string[])["letters", "digits", "balanced"])
        {
            Write($"emnist-{set}-train-images-idx3-ubyte.gz", Images(2, 2, 2));
        }

        Assert.Equal(
            $"{_folder} has 3 files of that kind: emnist-balanced-train-images-idx3-ubyte.gz, "
            + "emnist-digits-train-images-idx3-ubyte.gz, and so on; a data set has one. Set task.data to a folder that "
            + "holds the four files of one data set.", Refused(_folder));
    }

    [Fact]
    public void Load_ImagesAndLabelsThatDisagree_IsRefused()
    {
        WriteAll(2, 2, [0, 1], [0]);
        Write("train-labels-idx1-ubyte.gz", Labels(0, 1, 1));
        Assert.Equal(
            $"{File("train-images-idx3-ubyte.gz")} has 2 images and {File("train-labels-idx1-ubyte.gz")} has 3 labels; "
            + "each image needs one label. Copy both again.", Refused(_folder));
    }

    [Fact]
    public void Load_HeldOutImagesOfAnotherSize_IsRefused()
    {
        WriteAll(2, 3, [0, 1], [0]);
        Write("t10k-images-idx3-ubyte.gz", Images(1, 3, 2));
        Assert.Equal(
            $"{File("t10k-images-idx3-ubyte.gz")} has images of 3 x 2 and {File("train-images-idx3-ubyte.gz")} of "
            + "2 x 3; a data set has one size. Take all four files from one data set.", Refused(_folder));
    }

    [Fact]
    public void Load_HeldOutLabelThatNoTrainingImageHas_IsRefused()
    {
        WriteAll(2, 2, [1, 2], [2, 0]);
        Assert.Equal(
            $"{File("t10k-labels-idx1-ubyte.gz")} has label 0 at index 1; those of the training images are 1 to 2. "
            + "Take all four files from one data set.", Refused(_folder));
    }

    [Fact]
    public void Load_OneLabelForAll_IsRefused()
    {
        WriteAll(2, 2, [4, 4], [4]);
        Assert.Equal(
            $"{File("train-labels-idx1-ubyte.gz")} has label 4 for every image; there must be at least two labels to "
            + "choose from. Take another data set.", Refused(_folder));
    }

    /// <summary>Each image is all its number, from 1.</summary>
    private static byte[] Images(byte count, int height, int width) =>
    [
        0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, (byte)height, 0, 0, 0, (byte)width,
        .. Enumerable.Range(0, count * height * width).Select(i => (byte)((i / (height * width)) + 1)),
    ];

    private static byte[] Labels(params byte[] labels) => [0, 0, 8, 1, 0, 0, 0, (byte)labels.Length, .. labels];

    private static string Refused(string folder) =>
        Assert.Throws<TaskDataException>(() => MnistTask.Load(folder)).Message;

    private static int Answer(byte[] context)
    {
        int[] answer = [-1];
        Real.Value.WriteAnswer(context, answer);
        return answer[0];
    }

    private static string RepositoryFolder()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !System.IO.File.Exists(Path.Combine(at.FullName, "Delight.sln")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? throw new DirectoryNotFoundException(
            "the tests run outside of the clone, whose data they need");
    }

    private string File(string name) => Path.Combine(_folder, name);

    private void WriteAll(int height, int width, byte[] train, byte[] test)
    {
        Write("train-images-idx3-ubyte.gz", Images((byte)train.Length, height, width));
        Write("train-labels-idx1-ubyte.gz", Labels(train));
        Write("t10k-images-idx3-ubyte.gz", Images((byte)test.Length, height, width));
        Write("t10k-labels-idx1-ubyte.gz", Labels(test));
    }

    private void Write(string name, byte[] content)
    {
        using FileStream file = System.IO.File.Create(File(name));
        using Stream stream = name.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionLevel.Fastest) : file;
        stream.Write(content);
    }
}
