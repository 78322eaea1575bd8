using BenchmarkDotNet.Attributes;
using Delight.Benchmarks.Data;
using Delight.Determinism;
using Delight.Learning.Advantages;
using Delight.Learning.Catalogue;
using Delight.Learning.Estimators;
using Delight.Learning.Parts;

namespace Delight.Benchmarks.Estimators;

/// <summary>Every estimator of the catalogue on one batch.</summary>
/// <remarks>
/// <para>Size: 100 rows of 10 decisions, 10 prompts times 10 answers: a token reversal batch. Ratios between learner
/// and behaviour are moderate, a standard deviation of 0.3, as under a staleness of a few tens of updates.</para>
/// <para>Ceiling: a decision costs one or two exponentials in double, about 20 ns in scalar code, so 20 to 40 µs;
/// without any, the baseline's one pass over the batch, about 1 µs. A training step of the same batch takes
/// milliseconds, so what counts here is that nothing is allocated and nothing grows faster than the batch, kondo's sort
/// excepted.</para>
/// </remarks>
[MemoryDiagnoser]
public class EstimatorBenchmarks
{
    private const int Rows = 100;
    private const int Decisions = 10;
    private const int RowsPerGroup = 10;

    private readonly double[] _logProbs = new double[Rows * Decisions];
    private readonly double[] _behaviourLogProbs = new double[Rows * Decisions];
    private readonly byte[] _mask = new byte[Rows * Decisions];
    private readonly double[] _advantages = new double[Rows];
    private readonly float[] _rewards = new float[Rows];
    private readonly int[] _groups = new int[Rows];
    private readonly float[] _coefficients = new float[Rows * Decisions];
    private IEstimator _estimator = new Reinforce();

    public static IEnumerable<string> Estimators =>
        [
            .. new PartCatalogues().Estimators.Names, "kondo(price=0)", "kondo(price=0,sampled=true)", "dg+opsm",
            "reinforce+geo+icepop",
        ];

    [ParamsSource(nameof(Estimators))]
    public string Estimator { get; set; } = "reinforce";

    [GlobalSetup]
    public void Setup()
    {
        RandomStream random = Draws.Stream("batch");
        for (int i = 0; i < _logProbs.Length; i++)
        {
            _logProbs[i] = -random.NextExponential();
            _behaviourLogProbs[i] = Math.Min(0, _logProbs[i] + (0.3 * random.NextNormal()));
        }

        for (int row = 0; row < Rows; row++)
        {
            _rewards[row] = random.NextIndex(11) / 10f;
            _groups[row] = row / RowsPerGroup;
            _advantages[row] = _rewards[row] - 0.5;
        }

        Array.Fill(_mask, (byte)1);
        _estimator = Create(Estimator);
    }

    /// <summary>What no estimator can do without: one pass over the batch that writes A / N.</summary>
    [Benchmark(Baseline = true)]
    public float[] WriteAdvantages()
    {
        for (int row = 0; row < Rows; row++)
        {
            for (int t = 0; t < Decisions; t++)
            {
                int i = (row * Decisions) + t;
                _coefficients[i] = _mask[i] != 0 ? (float)(_advantages[row] / _coefficients.Length) : 0;
            }
        }

        return _coefficients;
    }

    [Benchmark]
    public float[] Compute()
    {
        RewardBatch rewards = new() { Rewards = _rewards, Groups = _groups, GroupCount = Rows / RowsPerGroup };
        _estimator.OwnAdvantage?.Compute(rewards, _advantages);
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
            Count = _mask.Length,
            DrawKey = 1,
        };
        _estimator.Compute(batch, _coefficients);
        return _coefficients;
    }

    private static IEstimator Create(string text)
    {
        List<string> errors = [];
        return PartReference.Parse(text, errors) is { } reference
            && new PartCatalogues().FindEstimator(reference, errors) is { } create
            ? create()
            : throw new InvalidOperationException(string.Join(' ', errors));
    }
}
