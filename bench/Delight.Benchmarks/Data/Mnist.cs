using Delight.Determinism;
using Delight.Learning.Kernels;
using Delight.Learning.Tasks.Mnist;

namespace Delight.Benchmarks.Data;

/// <summary>The MNIST images of the clone: which pixels are zero in two neighbouring rows decides what a sparse product
/// saves, and made-up images would decide it differently.</summary>
internal static class Mnist
{
    private static readonly Lazy<MnistTask> Loaded = new(() => MnistTask.Load(Path.Combine(Root(), "data", "mnist")));

    /// <summary>The task; read once a process.</summary>
    public static MnistTask Task => Loaded.Value;

    /// <summary>Training images, drawn like a batch of a run, as a layer reads them.</summary>
    /// <returns>[rows, 784] in [0, 1].</returns>
    public static AlignedBuffer Images(int rows)
    {
        RandomStream random = Draws.Stream("images");
        byte[] context = new byte[Task.ContextBytes], pixels = new byte[Task.Shape.InputBytes];
        AlignedBuffer images = new(rows * pixels.Length);
        for (int row = 0; row < rows; row++)
        {
            Task.DrawContext(ref random, context);
            Task.Encode(context, pixels);
            Pixels.Forward(pixels, images.Span.Slice(row * pixels.Length, pixels.Length));
        }

        return images;
    }

    private static string Root()
    {
        // The benchmark runs in a folder that BenchmarkDotNet makes below the output of the build, inside the clone.
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Delight.sln")))
            {
                return at.FullName;
            }
        }

        throw new DirectoryNotFoundException(
            $"No Delight.sln in or above {AppContext.BaseDirectory}; "
            + "run the benchmarks in a clone, which has data/mnist.");
    }
}
