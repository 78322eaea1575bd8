using Delight.Learning.Kernels;

namespace Delight.Learning.Advantages;

/// <summary>Numbers arbitrary group keys 0, 1, 2 ... in the order in which they first appear.</summary>
/// <remarks>Keeps its memory from batch to batch: steady state allocates nothing. Not thread-safe.</remarks>
public sealed class DenseGroups
{
    private readonly Dictionary<long, int> _indexByKey = [];

    /// <summary>Number of different keys since <see cref="Clear"/>.</summary>
    public int Count => _indexByKey.Count;

    /// <summary>Forgets all keys, so that the next one is number 0 again.</summary>
    public void Clear() => _indexByKey.Clear();

    /// <summary>The key's number; a new key gets the next free one.</summary>
    public int IndexOf(long key)
    {
        if (!_indexByKey.TryGetValue(key, out int index))
        {
            index = _indexByKey.Count;
            _indexByKey.Add(key, index);
        }

        return index;
    }

    /// <summary>Numbers the keys of a whole batch, starting afresh.</summary>
    /// <param name="keys">[B].</param>
    /// <param name="groups">[B] dense indices; overwritten.</param>
    /// <returns>The number of groups.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public int Map(ReadOnlySpan<long> keys, Span<int> groups)
    {
        Shape.RequireLength(nameof(groups), groups.Length, keys.Length, "[B] of keys");
        Clear();
        for (int row = 0; row < keys.Length; row++)
        {
            groups[row] = IndexOf(keys[row]);
        }

        return Count;
    }

    /// <inheritdoc cref="Map(ReadOnlySpan{long}, Span{int})"/>
    public int Map(ReadOnlySpan<int> keys, Span<int> groups)
    {
        Shape.RequireLength(nameof(groups), groups.Length, keys.Length, "[B] of keys");
        Clear();
        for (int row = 0; row < keys.Length; row++)
        {
            groups[row] = IndexOf(keys[row]);
        }

        return Count;
    }
}
