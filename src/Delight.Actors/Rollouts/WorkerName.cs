using System.Globalization;

namespace Delight.Actors.Rollouts;

/// <summary>Names of worker actors: pool and place in it, for example <c>rollout-3</c>.</summary>
public static class WorkerName
{
    /// <summary>Name of a worker.</summary>
    /// <param name="pool">Its pool.</param>
    /// <param name="index">Its place in the pool, from 0.</param>
    public static string Of(string pool, long index) =>
        string.Create(CultureInfo.InvariantCulture, $"{pool}-{index}");

    /// <summary>The pool of a worker.</summary>
    /// <param name="name">As <see cref="Of"/> makes it; another name is a pool of its own.</param>
    public static string PoolOf(string name)
    {
        int dash = name.LastIndexOf('-');
        return dash > 0 && name.AsSpan(dash + 1).ContainsAnyExceptInRange('0', '9') is false && dash < name.Length - 1
            ? name[..dash] : name;
    }
}
