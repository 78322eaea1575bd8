using Delight.Learning.Kernels;

namespace Delight.Learning.Advantages;

/// <summary>Count, mean and spread of the rewards of every group; the one place where groups are summed up.</summary>
/// <remarks>
/// <para>All sums are in double, in ascending row index: the same bits on every machine.</para>
/// <para>A group is uninformative where it has one row or where all its rewards are equal: nothing in it is better than
/// anything else, and every advantage that compares rows of a group is exactly 0 there.</para>
/// <para>Owns scratch memory that grows on demand and is kept: steady state allocates nothing. Not thread-safe.</para>
/// </remarks>
public sealed class GroupStatistics
{
    private int[] _counts = [];
    private double[] _sums = [];
    private double[] _squares = [];
    private float[] _lowest = [];
    private float[] _highest = [];

    /// <summary>Rows of the last batch that stand in an uninformative group.</summary>
    public int UninformativeRows { get; private set; }

    /// <summary>Sums up a batch; everything else here then speaks of it.</summary>
    /// <param name="rewards">[B] finite.</param>
    /// <param name="groups">[B] dense indices, 0 to <paramref name="groupCount"/> − 1; a group may have no row.</param>
    /// <param name="groupCount">Number of groups.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Compute(ReadOnlySpan<float> rewards, ReadOnlySpan<int> groups, int groupCount)
    {
        Shape.RequireLength(nameof(groups), groups.Length, rewards.Length, "[B] of rewards");
        Start(groupCount);
        for (int row = 0; row < rewards.Length; row++)
        {
            Add(groups[row], rewards[row]);
        }

        UninformativeRows = 0;
        for (int row = 0; row < rewards.Length; row++)
        {
            double deviation = rewards[row] - Mean(groups[row]);
            _squares[groups[row]] += deviation * deviation;
            UninformativeRows += IsInformative(groups[row]) ? 0 : 1;
        }
    }

    /// <summary>Sums up a batch as one single group, whose index is 0.</summary>
    /// <param name="rewards">[B] finite.</param>
    public void ComputeWhole(ReadOnlySpan<float> rewards)
    {
        Start(1);
        foreach (float reward in rewards)
        {
            Add(0, reward);
        }

        foreach (float reward in rewards)
        {
            double deviation = reward - Mean(0);
            _squares[0] += deviation * deviation;
        }

        UninformativeRows = IsInformative(0) ? 0 : rewards.Length;
    }

    /// <summary>True where the group has two rows whose rewards differ.</summary>
    public bool IsInformative(int group) => _lowest[group] < _highest[group];

    /// <summary>True where two of the group's rewards differ by more than a tolerance.</summary>
    /// <param name="group">Its index.</param>
    /// <param name="tolerance">In units of reward, at least 0.</param>
    public bool IsInformative(int group, double tolerance) =>
        IsInformative(group) && (double)_highest[group] - _lowest[group] > tolerance;

    /// <summary>Mean reward of a group that has a row.</summary>
    public double Mean(int group) => _sums[group] / _counts[group];

    /// <summary>Mean reward of the other rows of the group; the group has at least two.</summary>
    /// <param name="group">The row's group.</param>
    /// <param name="reward">The row's own reward.</param>
    public double MeanOfOthers(int group, float reward) => (_sums[group] - reward) / (_counts[group] - 1);

    /// <summary>Population standard deviation of the group's rewards, <c>sqrt(Σ (r − mean)² / n)</c>.</summary>
    public double Deviation(int group) => Math.Sqrt(_squares[group] / _counts[group]);

    private void Start(int groupCount)
    {
        if (_counts.Length < groupCount)
        {
            _counts = new int[groupCount];
            _sums = new double[groupCount];
            _squares = new double[groupCount];
            _lowest = new float[groupCount];
            _highest = new float[groupCount];
        }

        Array.Clear(_counts);
        Array.Clear(_sums);
        Array.Clear(_squares);
        Array.Fill(_lowest, float.PositiveInfinity);
        Array.Fill(_highest, float.NegativeInfinity);
    }

    private void Add(int group, float reward)
    {
        _counts[group]++;
        _sums[group] += reward;
        _lowest[group] = Math.Min(_lowest[group], reward);
        _highest[group] = Math.Max(_highest[group], reward);
    }
}
