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
    [InlineData(28, 28, 3, "has 3 labels")]
    [InlineData(14, 56, 2, "is 2 x 14 x 56")]
    public void Load_ImagesAndLabelsThatDisagree_IsRefused(int height, int width, int labels, string part)
    {
        Write("train-images-idx3-ubyte.gz",
            [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, (byte)height, 0, 0, 0, (byte)width, .. new byte[2 * 784]]);
        Write("train-labels-idx1-ubyte.gz", [0, 0, 8, 1, 0, 0, 0, (byte)labels, .. new byte[labels]]);
        string message = Assert.Throws<TaskDataException>(() => MnistTask.Load(_folder)).Message;
        Assert.Equal(
            $"{Path.Combine(_folder, "train-images-idx3-ubyte.gz")} is 2 x {height} x {width} and "
            + $"{Path.Combine(_folder, "train-labels-idx1-ubyte.gz")} has {labels} labels; "
            + "MNIST has 28 x 28 images and one label each. Copy both again.", message);
        Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_LabelThatIsNoDigit_IsRefused()
    {
        Write("train-images-idx3-ubyte.gz", [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28, .. new byte[2 * 784]]);
        Write("train-labels-idx1-ubyte.gz", [0, 0, 8, 1, 0, 0, 0, 2, 9, 10]);
        Assert.Equal(
            Path.Combine(_folder, "train-labels-idx1-ubyte.gz")
            + " has label 10 at index 1; labels are 0 to 9. Copy it again.",
            Assert.Throws<TaskDataException>(() => MnistTask.Load(_folder)).Message);
    }

    private static int Answer(byte[] context)
    {
        int[] answer = [-1];
        Real.Value.WriteAnswer(context, answer);
        return answer[0];
    }

    private static string RepositoryFolder()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Delight.sln")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? throw new DirectoryNotFoundException(
            "the tests run outside of the clone, whose data they need");
    }

    private void Write(string name, byte[] content)
    {
        using GZipStream stream = new(File.Create(Path.Combine(_folder, name)), CompressionLevel.Fastest);
        stream.Write(content);
    }
}
