namespace Delight.Learning.Execution;

/// <summary>One worker's share of a number of items: neighbours, as many as everyone else's give or take a
/// unit.</summary>
/// <param name="Start">The first item.</param>
/// <param name="End">Behind the last item.</param>
public readonly record struct WorkShare(int Start, int End)
{
    /// <summary>Items of the share.</summary>
    public int Count => End - Start;

    /// <summary>True where the item is in the share.</summary>
    public bool Contains(int item) => item >= Start && item < End;

    /// <summary>Cuts items between whole units.</summary>
    /// <param name="items">At least 0.</param>
    /// <param name="unit">Items that stay together, at least 1; the last unit may be smaller.</param>
    /// <param name="worker">From 0 to <paramref name="workers"/> − 1.</param>
    /// <param name="workers">At least 1.</param>
    public static WorkShare Of(int items, int unit, int worker, int workers)
    {
        long units = ((long)items + unit - 1) / unit;
        return new WorkShare(
            (int)Math.Min(items, units * worker / workers * unit),
            (int)Math.Min(items, units * (worker + 1) / workers * unit));
    }
}
