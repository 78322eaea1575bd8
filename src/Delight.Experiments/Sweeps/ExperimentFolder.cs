using Delight.Experiments.Text;
using Delight.Learning.Catalogue;

namespace Delight.Experiments.Sweeps;

/// <summary>The folder of experiments, one file each.</summary>
/// <param name="path">Its path; messages show files below it the way it is given here.</param>
public sealed class ExperimentFolder(string path)
{
    private const string Extension = ".json";
    private const string All = "all";

    /// <summary>The names of all, sorted.</summary>
    public IReadOnlyList<string> Names => !Directory.Exists(path) ? [] :
    [
        .. Directory.EnumerateFiles(path, "*" + Extension)
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Reads several, and refuses with the problems of all.</summary>
    /// <param name="names">As the user wrote them; <c>all</c> stands for all.</param>
    /// <param name="isQuick">True for their quick forms.</param>
    /// <exception cref="UserErrorException">One is refused.</exception>
    public IReadOnlyList<Experiment> Read(IReadOnlyList<string> names, bool isQuick)
    {
        List<string> problems = [];
        List<Experiment> experiments = [];
        foreach (string name in (names.Contains(All) ? Names : names).Distinct(StringComparer.Ordinal))
        {
            try
            {
                experiments.Add(Read(name, isQuick));
            }
            catch (UserErrorException error)
            {
                problems.AddRange(error.Problems);
            }
        }

        return problems.Count == 0 ? experiments : throw new UserErrorException(problems);
    }

    /// <summary>Reads one by its name, or by the path of its file.</summary>
    /// <param name="name">As the user wrote it.</param>
    /// <param name="isQuick">True for its quick form.</param>
    /// <exception cref="UserErrorException">There is none, or it is refused.</exception>
    public Experiment Read(string name, bool isQuick)
    {
        string file = name.EndsWith(Extension, StringComparison.Ordinal) && File.Exists(name)
            ? name
            : $"{path.Replace('\\', '/').TrimEnd('/')}/{name}{Extension}";
        if (!File.Exists(file))
        {
            throw new UserErrorException(
                $"{Shown.OneLine(name)}: there is no such experiment.{NearestName.Hint(name, Names)} Known: "
                + $"{string.Join(", ", Names)}; or all, or list.");
        }

        return ExperimentReader.Read(file, File.ReadAllBytes(file), isQuick);
    }
}
