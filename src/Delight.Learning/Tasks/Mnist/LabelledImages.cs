using System.Globalization;

namespace Delight.Learning.Tasks.Mnist;

/// <summary>A file of images and the file of their labels.</summary>
/// <param name="Images">[N, Height, Width] one byte a pixel.</param>
/// <param name="Labels">[N].</param>
/// <param name="Height">Of each image.</param>
/// <param name="Width">Of each image.</param>
internal sealed record LabelledImages(byte[] Images, byte[] Labels, int Height, int Width)
{
    private (string Images, string Labels) Paths { get; init; }

    /// <summary>Reads both files.</summary>
    /// <exception cref="TaskDataException">One is damaged, or they do not go together.</exception>
    public static LabelledImages Read((string Images, string Labels) paths)
    {
        (int[] sizes, byte[] images) = IdxFile.Read(paths.Images, dimensions: 3);
        (int[] labelSizes, byte[] labels) = IdxFile.Read(paths.Labels, dimensions: 1);
        return sizes[0] == labelSizes[0]
            ? new LabelledImages(images, labels, sizes[1], sizes[2]) { Paths = paths }
            : throw new TaskDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"{paths.Images} has {sizes[0]} images and {paths.Labels} has {labelSizes[0]} labels; each image needs "
                + $"one label. Copy both again."));
    }

    /// <summary>Requires that these held-out images are of the same kind as the training images.</summary>
    /// <exception cref="TaskDataException">Size or labels differ, or there is nothing to choose from.</exception>
    public void RequireKin(LabelledImages train)
    {
        if ((Height, Width) != (train.Height, train.Width))
        {
            throw new TaskDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"{Paths.Images} has images of {Height} x {Width} and {train.Paths.Images} of {train.Height} x "
                + $"{train.Width}; a data set has one size. Take all four files from one data set."));
        }

        (byte first, byte last) = (train.Labels.Min(), train.Labels.Max());
        if (first == last)
        {
            throw new TaskDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"{train.Paths.Labels} has label {first} for every image; there must be at least two labels to choose "
                + $"from. Take another data set."));
        }

        int unknown = Labels.AsSpan().IndexOfAnyExceptInRange(first, last);
        if (unknown >= 0)
        {
            throw new TaskDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"{Paths.Labels} has label {Labels[unknown]} at index {unknown}; those of the training images are "
                + $"{first} to {last}. Take all four files from one data set."));
        }
    }

    /// <summary>The same images with labels that count from 0.</summary>
    /// <param name="first">The smallest label.</param>
    public LabelledImages WithLabelsFrom(byte first) => first == 0
        ? this
        : this with { Labels = Array.ConvertAll(Labels, label => (byte)(label - first)) };
}
