using Delight.Experiments.Files;
using Delight.Experiments.Text;
using Delight.Learning.Parameters;

namespace Delight.Experiments.Runs;

/// <summary>Reads a <c>policy.npz</c> for a policy that it may not fit.</summary>
internal static class PolicyFile
{
    private const int DifferencesShown = 3;

    /// <summary>The parameters.</summary>
    /// <param name="path">From the current folder, else from the root of the clone.</param>
    /// <param name="layout">Of the policy that is to have them.</param>
    /// <param name="policy">Its name, for messages.</param>
    /// <param name="where">What names the file, for messages: <c>policy.initial</c>, <c>--policy</c>.</param>
    /// <exception cref="UserErrorException">There is no such file, or it does not fit: one line that says what
    /// differs.</exception>
    public static float[] Read(string path, ParameterLayout layout, string policy, string where)
    {
        string file = ClonePaths.Resolve(path);
        if (!File.Exists(file))
        {
            throw new UserErrorException(
                $"{where} is '{path}'; there is no such file. Give a policy.npz, as a finished run leaves it.");
        }

        IReadOnlyDictionary<string, NumpyArray> arrays = Arrays(file, path, where);
        float[] parameters = new float[layout.Length];
        List<string> differences = [];
        foreach (TensorSlot slot in layout.Slots)
        {
            if (!arrays.TryGetValue(slot.Name, out NumpyArray? array))
            {
                differences.Add($"it has no '{slot.Name}' {Text(slot.Shape)}");
            }
            else if (!array.Shape.SequenceEqual(slot.Shape))
            {
                bool isTransposed = array.Shape.Reverse().SequenceEqual(slot.Shape);
                differences.Add($"'{slot.Name}' is {Text(array.Shape)} there and {Text(slot.Shape)} here"
                    + (isTransposed ? ", so save its transpose" : string.Empty));
            }
            else if (array.Values.Span.ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
            {
                differences.Add($"'{slot.Name}' has values that are not finite");
            }
            else
            {
                array.Values.Span.CopyTo(slot.In(parameters.AsSpan()));
            }
        }

        differences.AddRange(arrays.Keys.Except(layout.Slots.Select(slot => slot.Name), StringComparer.Ordinal)
            .Select(name => $"'{name}' has no place here"));
        bool hasNames = layout.Slots.Any(slot => arrays.ContainsKey(slot.Name));
        return differences.Count == 0 ? parameters : throw new UserErrorException(
            $"{where} is '{path}', which does not fit the policy {policy}: {Shown(differences)}. " + (hasNames
                ? "Give the policy the sizes that the file was trained with, or another file."
                : $"Save each array by its name: numpy.savez(file, **{{'{layout.Slots[0].Name}': ...}})."));
    }

    private static Dictionary<string, NumpyArray> Arrays(string file, string path, string where)
    {
        Dictionary<string, NumpyArray> arrays = new(StringComparer.Ordinal);
        try
        {
            foreach (NumpyArray array in NumpyArchive.Read(file))
            {
                if (!arrays.TryAdd(array.Name, array))
                {
                    throw new UserErrorException($"it has the array '{array.Name}' twice. Save each one once.");
                }
            }
        }
        catch (UserErrorException error)
        {
            throw new UserErrorException([.. error.Problems.Select(problem => $"{where} is '{path}': {problem}")]);
        }

        return arrays;
    }

    private static string Shown(List<string> differences)
    {
        int more = differences.Count - DifferencesShown;
        return string.Join("; ", differences.Take(DifferencesShown))
            + (more > 0 ? FormattableString.Invariant($"; and {more} more") : string.Empty);
    }

    private static string Text(IReadOnlyList<int> shape) => $"({string.Join(", ", shape)})";
}
