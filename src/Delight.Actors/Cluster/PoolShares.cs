using Delight.Actors.Rollouts;

namespace Delight.Actors.Cluster;

/// <summary>Shares workers of nodes over the scenario's pools, so that those who are there stand in the proportion of
/// the pools' counts.</summary>
/// <remarks>Each worker goes to the pool of the highest <c>count / (living + 1)</c>, the first such pool where there
/// are several: the method of d'Hondt over whoever is left after joins and losses. Not thread-safe.</remarks>
/// <param name="pools">Of the scenario; at least one.</param>
internal sealed class PoolShares(IReadOnlyList<RolloutOptions> pools)
{
    private readonly Dictionary<string, int> _living = pools.ToDictionary(
        pool => pool.Pool, _ => 0, StringComparer.Ordinal);

    /// <summary>The pools' names.</summary>
    public IEnumerable<string> Names => pools.Select(pool => pool.Pool);

    /// <summary>True where the scenario has a pool of this name, or none is asked for.</summary>
    public bool Knows(string pool) => pool.Length == 0 || _living.ContainsKey(pool);

    /// <summary>Gives workers their pools.</summary>
    /// <param name="workers">How many.</param>
    /// <param name="wanted">The pool that they want; empty: any.</param>
    public IReadOnlyList<string> Take(int workers, string wanted)
    {
        string[] taken = new string[workers];
        for (int worker = 0; worker < workers; worker++)
        {
            string pool = wanted.Length > 0 ? wanted : Neediest();
            _living[pool]++;
            taken[worker] = pool;
        }

        return taken;
    }

    /// <summary>Workers that were given their pools are gone.</summary>
    public void Return(IReadOnlyList<string> taken)
    {
        foreach (string pool in taken)
        {
            _living[pool]--;
        }
    }

    // MaxBy takes the first of several.
    private string Neediest() => pools.MaxBy(pool => (double)pool.Count / (_living[pool.Pool] + 1))!.Pool;
}
