using Delight.Determinism;
using Delight.Learning.Advantages;
using Delight.Learning.Diagnostics;
using Delight.Learning.Policies;

namespace Delight.Learning.Training;

/// <summary>Divides a batch into minibatches, several times: each pass takes its groups in another order.</summary>
/// <param name="rows">Of one minibatch.</param>
/// <param name="rowsMax">Of the largest batch.</param>
/// <param name="shape">Of the task.</param>
/// <param name="contextBytes">Of the task.</param>
/// <remarks>Source: Schulman et al. (2017), "Proximal Policy Optimization Algorithms", arXiv 1707.06347, algorithm 1, K
/// epochs of minibatches of size M. Not thread-safe.</remarks>
internal sealed class Minibatches(int rows, int rowsMax, PolicyShape shape, int contextBytes)
{
    private readonly TrainingBatch _part = new(Math.Min(rows, rowsMax), shape, contextBytes);
    private readonly DenseGroups _groups = new();
    private readonly int[] _groupOfRow = new int[rowsMax];
    private readonly int[] _places = new int[rowsMax];
    private readonly int[] _order = new int[rowsMax];
    private readonly RowEffect[] _effects = new RowEffect[rowsMax];

    /// <summary>Takes one optimiser step on a minibatch.</summary>
    /// <param name="part">Some rows of the batch.</param>
    /// <param name="effects">[rows of the part] what the step made of them; read before the next step.</param>
    public delegate UpdateStatistics Ascent(TrainingBatch part, out ReadOnlySpan<RowEffect> effects);

    /// <summary>[B] what all passes together made of each row of the batch.</summary>
    public ReadOnlySpan<RowEffect> Effects => _effects;

    /// <summary>Goes through a batch.</summary>
    /// <param name="batch">The whole one.</param>
    /// <param name="passes">How many times.</param>
    /// <param name="random">Draws the order of groups; by pass.</param>
    /// <param name="ascend">Takes the steps.</param>
    public UpdateStatistics Run(TrainingBatch batch, int passes, Func<int, RandomStream> random, Ascent ascend)
    {
        Span<int> groups = _groupOfRow.AsSpan(0, batch.Rows);
        int groupCount = _groups.Map(batch.GroupKeys, groups);
        Array.Clear(_effects);
        UpdateStatisticsSum sum = new();
        for (int pass = 0; pass < passes; pass++)
        {
            Order(groups, groupCount, random(pass));
            for (int first = 0; first < batch.Rows; first += rows)
            {
                ReadOnlySpan<int> taken = _order.AsSpan(first, Math.Min(rows, batch.Rows - first));
                _part.Clear();
                foreach (int row in taken)
                {
                    _part.Add(batch[row]);
                }

                sum.Add(ascend(_part, out ReadOnlySpan<RowEffect> effects), isFirstPass: pass == 0);
                for (int i = 0; i < taken.Length; i++)
                {
                    ref RowEffect all = ref _effects[taken[i]];
                    all = new RowEffect(
                        all.Decisions + effects[i].Decisions, all.SilentDecisions + effects[i].SilentDecisions,
                        all.GradientNorm + (effects[i].GradientNorm / passes))
                    {
                        Advantage = all.Advantage + (effects[i].Advantage / passes),
                        SurprisalMean = all.SurprisalMean + (effects[i].SurprisalMean / passes),
                        WeightSum = all.WeightSum + effects[i].WeightSum,
                    };
                }
            }
        }

        return sum.Mean();
    }

    /// <summary>Rows by the drawn place of their group, then by their own.</summary>
    private void Order(ReadOnlySpan<int> groups, int groupCount, RandomStream random)
    {
        Span<int> places = _places.AsSpan(0, groupCount);
        for (int i = 0; i < groupCount; i++)
        {
            int j = random.NextIndex(i + 1);
            (places[i], places[j]) = (places[j], i);
        }

        int next = 0;
        foreach (int group in places)
        {
            for (int row = 0; row < groups.Length; row++)
            {
                if (groups[row] == group)
                {
                    _order[next++] = row;
                }
            }
        }
    }
}
