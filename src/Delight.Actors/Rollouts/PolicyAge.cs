using Delight.Actors.Running;
using Delight.Determinism;

namespace Delight.Actors.Rollouts;

/// <summary>How old a policy the workers of a pool act on: a distribution of ages in learner steps.</summary>
/// <remarks>
/// <para>An age is the staleness that a row is to have at its update. Row r is trained on by update
/// <c>k = r / rowsPerUpdate</c>, so a worker answers it with the policy of step <c>max(0, k − age)</c>. It keeps a
/// history of policies for that.</para>
/// <para>One policy answers a whole request, so the rows of a request share their age. Requests of one row have an age
/// each.</para>
/// <para>Draws are keyed by row or update number, so they do not depend on who generates a row. Immutable.</para>
/// <para>Source: the ages of <see cref="OfUpdates"/> with a minimum of 0 are those of the simulator of Osband (2026),
/// google-deepmind/egg. There the snapshot is exact. Here a row is staler where its age is below what queues
/// add.</para>
/// </remarks>
public sealed class PolicyAge
{
    private readonly int _rowsPerUpdate;
    private readonly Draw _draw;
    private readonly bool _isOfUpdates;

    private PolicyAge(int rowsPerUpdate, int stepsMax, Draw draw, bool isOfUpdates = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsPerUpdate, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(stepsMax);
        (_rowsPerUpdate, StepsMax, _draw, _isOfUpdates) = (rowsPerUpdate, stepsMax, draw, isOfUpdates);
    }

    private delegate double Draw(ref RandomStream random);

    /// <summary>The greatest age.</summary>
    /// <value>Learner steps, at least 0.</value>
    public int StepsMax { get; }

    /// <summary>The same age for all rows.</summary>
    /// <param name="rowsPerUpdate">Rows of one learner step, at least 1.</param>
    /// <param name="steps">The age, at least 0.</param>
    public static PolicyAge Fixed(int rowsPerUpdate, int steps) =>
        new(rowsPerUpdate, steps, (ref RandomStream _) => steps);

    /// <summary>An age for each request, all of a range alike.</summary>
    /// <param name="rowsPerUpdate">Rows of one learner step, at least 1.</param>
    /// <param name="min">The smallest age, 0 to <paramref name="max"/>.</param>
    /// <param name="max">The greatest age.</param>
    public static PolicyAge Uniform(int rowsPerUpdate, int min, int max) =>
        new(rowsPerUpdate, max, DrawUniform(min, max));

    /// <summary>An age for each update, all of a range alike: the rows of a batch share their policy.</summary>
    /// <param name="rowsPerUpdate">Rows of one learner step, at least 1.</param>
    /// <param name="min">The smallest age, 0 to <paramref name="max"/>.</param>
    /// <param name="max">The greatest age.</param>
    public static PolicyAge OfUpdates(int rowsPerUpdate, int min, int max) =>
        new(rowsPerUpdate, max, DrawUniform(min, max), isOfUpdates: true);

    /// <summary>One of two ages for each request.</summary>
    /// <param name="rowsPerUpdate">Rows of one learner step, at least 1.</param>
    /// <param name="low">The smaller age, 0 to <paramref name="high"/>.</param>
    /// <param name="high">The greater age.</param>
    /// <param name="share">Probability of the greater one, 0 to 1.</param>
    public static PolicyAge Bimodal(int rowsPerUpdate, int low, int high, double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(low);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(low, high);
        return new(rowsPerUpdate, high, (ref RandomStream random) => random.NextChance(share) ? high : low);
    }

    /// <summary>A geometric age for each request: <c>⌊e / ln(1 + 1/mean)⌋</c> with a standard exponential e. The mean
    /// of these whole numbers is exact before the cut.</summary>
    /// <param name="rowsPerUpdate">Rows of one learner step, at least 1.</param>
    /// <param name="mean">Mean age, above 0.</param>
    /// <param name="max">Greater ages become this one.</param>
    public static PolicyAge Exponential(int rowsPerUpdate, double mean, int max)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mean);
        double rate = StableMath.Log(1 + (1 / mean));
        return new(
            rowsPerUpdate, max,
            (ref RandomStream random) => Math.Min(Math.Floor(random.NextExponential() / rate), max));
    }

    /// <summary>The step of the policy that is to answer a request; 0 is the initial one.</summary>
    /// <param name="firstRow">Number of the request's first row in the whole run.</param>
    /// <param name="random">Derives streams: <c>request-ages</c> by first row, or <c>update-ages</c> by update.</param>
    public long StepFor(long firstRow, StreamSource random)
    {
        long update = firstRow / _rowsPerUpdate;
        RandomStream stream = _isOfUpdates ? random("update-ages", update) : random("request-ages", firstRow);
        return Math.Max(0, update - (long)_draw(ref stream));
    }

    private static Draw DrawUniform(int min, int max)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(min);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(min, max);
        return (ref RandomStream random) => min + random.NextIndex(max - min + 1);
    }
}
