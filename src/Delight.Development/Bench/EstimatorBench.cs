using System.Diagnostics;
using System.Text.Json.Nodes;
using Delight.Determinism;
using Delight.Learning.Advantages;
using Delight.Learning.Estimators;
using Delight.Learning.Inspection;
using Delight.Learning.Parts;

namespace Delight.Development.Bench;

/// <summary>What each estimator's coefficients cost: 100 rows of 10 decisions, from given log-probabilities, one
/// thread.</summary>
/// <remarks>The promise is at most 100 µs each, baseline included. Ten groups of ten rows, rewards 0 or 1, stale
/// behaviour, no
/// masks.</remarks>
internal sealed class EstimatorBench : IBench
{
    private const int Rows = 100;
    private const int Decisions = 10;
    private const int RowsPerGroup = 10;
    private const int CallsPerRound = 200;
    private const int Rounds = 15;

    // The runtime compiles a loop anew once it has proved hot, in the background: until then times are those of a
    // draft.
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(400);

    /// <inheritdoc/>
    public string Name => "estimators";

    /// <inheritdoc/>
    public string Summary => "coefficients of every estimator for 100 x 10 decisions";

    /// <inheritdoc/>
    public BenchResult Run()
    {
        JsonObject details = new() { ["rows"] = Rows, ["decisions"] = Decisions, ["threads"] = 1 };
        Data data = new();
        List<BenchRow> rows = [];
        foreach ((string name, IEstimator estimator) in Estimators())
        {
            for (long started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < WarmUp;)
            {
                Microseconds(estimator, data);
            }

            BenchRow row = SideBySide.Measure(
                $"estimator-{name}", () => Microseconds(estimator, data), reference: null, Rounds, details);
            rows.Add(row with { Unit = "µs" });
        }

        return new BenchResult(rows, details);
    }

    /// <summary>One call of every estimator; also what the tests run.</summary>
    /// <returns>The objectives by name.</returns>
    internal static IReadOnlyDictionary<string, double> RunOnce()
    {
        Data data = new();
        return Estimators().ToDictionary(
            entry => entry.Key, entry => data.Run(entry.Value));
    }

    private static IReadOnlyList<KeyValuePair<string, IEstimator>> Estimators() =>
        InspectionSettings.Resolve(InspectionSettings.All, new PartCatalogues(), hasAnswers: true, []);

    private static double Microseconds(IEstimator estimator, Data data)
    {
        long started = Stopwatch.GetTimestamp();
        for (int call = 0; call < CallsPerRound; call++)
        {
            data.Run(estimator);
        }

        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / CallsPerRound;
    }

    private sealed class Data
    {
        private readonly double[] _logProbs = new double[Rows * Decisions];
        private readonly double[] _behaviourLogProbs = new double[Rows * Decisions];
        private readonly byte[] _mask = new byte[Rows * Decisions];
        private readonly double[] _advantages = new double[Rows];
        private readonly float[] _rewards = new float[Rows];
        private readonly int[] _groups = new int[Rows];
        private readonly float[] _coefficients = new float[Rows * Decisions];
        private readonly ConstantAdvantage _baseline = new(0.5);

        public Data()
        {
            RandomStream random = RandomStream.Derive(1, "bench-estimators");
            Array.Fill(_mask, (byte)1);
            for (int i = 0; i < _logProbs.Length; i++)
            {
                _logProbs[i] = -random.NextExponential();
                _behaviourLogProbs[i] = Math.Min(0, _logProbs[i] + (0.3 * random.NextNormal()));
            }

            for (int row = 0; row < Rows; row++)
            {
                _rewards[row] = random.NextChance(0.5) ? 1 : 0;
                _groups[row] = row / RowsPerGroup;
            }
        }

        public double Run(IEstimator estimator)
        {
            RewardBatch rewards = new() { Rewards = _rewards, Groups = _groups, GroupCount = Rows / RowsPerGroup };
            (estimator.OwnAdvantage ?? _baseline).Compute(rewards, _advantages);
            DecisionBatch batch = new()
            {
                Rows = Rows,
                Decisions = Decisions,
                LogProbs = _logProbs,
                BehaviourLogProbs = _behaviourLogProbs,
                Mask = _mask,
                Advantages = _advantages,
                Rewards = _rewards,
                Groups = _groups,
                GroupCount = Rows / RowsPerGroup,
                Count = Rows * Decisions,
            };
            return estimator.Compute(batch, _coefficients);
        }
    }
}
