namespace Delight.Learning.Tasks.Mnist;

/// <summary>Finds the four files of a data set by the names that MNIST, Fashion-MNIST, KMNIST and EMNIST give
/// them.</summary>
internal static class MnistFiles
{
    private const string Packed = ".gz";

    /// <summary>Images and labels of the training set, or of the held-out set.</summary>
    /// <param name="folder">Holds the files.</param>
    /// <param name="isHeldOut">Which.</param>
    /// <exception cref="TaskDataException">A file is missing, or there are several of its kind.</exception>
    public static (string Images, string Labels) Find(string folder, bool isHeldOut)
    {
        string[] sets = isHeldOut ? ["t10k", "test"] : ["train"];
        return (Find(folder, sets, "images", 3), Find(folder, sets, "labels", 1));
    }

    private static string Find(string folder, string[] sets, string content, int dimensions)
    {
        // The second form is that of older copies of MNIST.
        string[] names =
        [
            .. sets.SelectMany(set => (string[])
            [
                $"{set}-{content}-idx{dimensions}-ubyte", $"{set}-{content}.idx{dimensions}-ubyte",
            ]),
        ];
        string usual = names[0] + Packed;
        if (!Directory.Exists(folder))
        {
            throw new TaskDataException(
                $"{folder} is no folder; {usual} and three more files are looked for in it. Set task.data to the "
                + "folder that holds them.");
        }

        string[] found = [.. names.SelectMany(name => (string[])[name + Packed, name])
            .Select(name => Path.Combine(folder, name)).Where(File.Exists)];
        if (found.Length > 0)
        {
            return found[0];
        }

        // EMNIST puts the name of the data set before it.
        string[] prefixed =
        [
            .. Directory.EnumerateFiles(folder)
                .Where(file => Array.Exists(names, name => WithoutPacked(file).EndsWith('-' + name,
                    StringComparison.Ordinal)))
                .GroupBy(WithoutPacked).Select(copies => copies.Order(StringComparer.Ordinal).Last())
                .Order(StringComparer.Ordinal),
        ];
        return prefixed.Length switch
        {
            1 => prefixed[0],
            0 => throw new TaskDataException(
                $"{folder} has no {usual}, nor a file of that kind by another name; MNIST and its kin are four IDX "
                + "files, gzipped or not. Set task.data to the folder that holds them."),
            _ => throw new TaskDataException(
                $"{folder} has {prefixed.Length} files of that kind: {Path.GetFileName(prefixed[0])}, "
                + $"{Path.GetFileName(prefixed[1])}{(prefixed.Length > 2 ? ", and so on" : string.Empty)}; a data set "
                + "has one. Set task.data to a folder that holds the four files of one data set."),
        };
    }

    private static string WithoutPacked(string file) =>
        file.EndsWith(Packed, StringComparison.Ordinal) ? file[..^Packed.Length] : file;
}
