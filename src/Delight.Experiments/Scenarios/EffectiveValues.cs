namespace Delight.Experiments.Scenarios;

/// <summary>All values of a scenario by path, in canonical order.</summary>
internal sealed class EffectiveValues
{
    private readonly List<EffectiveValue> _ordered = [];
    private readonly Dictionary<string, EffectiveValue> _byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    private readonly List<string> _refused = [];

    public IReadOnlyList<EffectiveValue> Ordered => _ordered;

    public void Add(EffectiveValue value)
    {
        _ordered.Add(value);
        _byPath.Add(value.Path, value);
    }

    /// <summary>Notes that a value at or below this path was refused, so that rules do not look for it.</summary>
    public void Refuse(string path) => _refused.Add(path);

    /// <summary>True where nothing at, above or below the path was refused.</summary>
    public bool IsSound(string path) => !_refused.Exists(refused => IsWithin(refused, path) || IsWithin(path, refused));

    /// <summary>The same values but one.</summary>
    public EffectiveValues With(EffectiveValue replaced)
    {
        EffectiveValues values = new();
        _ordered.ForEach(value => values.Add(value.Path == replaced.Path ? replaced : value));
        foreach ((string path, int count) in _counts)
        {
            values.AddList(path, count);
        }

        return values;
    }

    public void AddList(string path, int count) => _counts.Add(path, count);

    public EffectiveValue? Find(string path) => _byPath.GetValueOrDefault(path);

    public int? Count(string path) => _counts.TryGetValue(path, out int count) ? count : null;

    /// <summary>The values directly below a path: the members of an object, the options of a part.</summary>
    public IEnumerable<EffectiveValue> Below(string path) => _ordered.Where(value =>
        value.Path.Length > path.Length && value.Path[path.Length] == '.'
        && value.Path.StartsWith(path, StringComparison.Ordinal));

    private static bool IsWithin(string path, string outer) =>
        path.StartsWith(outer, StringComparison.Ordinal)
        && (outer.Length == 0 || path.Length == outer.Length || path[outer.Length] is '.' or '[');
}
