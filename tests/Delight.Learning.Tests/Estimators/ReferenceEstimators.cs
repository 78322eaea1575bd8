using Delight.Learning.Inspection;

namespace Delight.Learning.Tests.Estimators;

/// <summary>The estimators of make_fixtures.py once more in plain double loops, written apart from the ones under
/// test.</summary>
internal sealed partial class ReferenceEstimators
{
    private readonly InspectedBatch _batch;
    private readonly double[] _l;
    private readonly double[] _u;
    private readonly double[] _a;
    private readonly double _n;

    public ReferenceEstimators(InspectedBatch batch)
    {
        _batch = batch;
        _l = LogProbs(batch.Chosen);
        _u = batch.BehaviourLogProbs;
        _n = batch.Count;
        _a = Advantages((x, mean, _) => x - mean);
    }

    public (double Objective, double[] Coefficients, double[] DLogits) Run(string name)
    {
        int[] actions = name == "xent" ? Answers() : _batch.Chosen;
        double[] l = name == "xent" ? LogProbs(actions) : _l;
        double[] slopes = new double[l.Length], terms = new double[l.Length];
        for (int i = 0; i < l.Length; i++)
        {
            if (_batch.Mask[i] == 1)
            {
                (slopes[i], terms[i]) = Term(name, i, l[i]);
            }
        }

        double[] coefficients = [.. slopes.Select(slope => slope / _n)];
        return (terms.Sum() / _n, coefficients, DLogits(coefficients, actions));

        int[] Answers() => _batch.Answers ?? throw new InvalidOperationException("the batch has no answers");
    }

    private (double Slope, double Term) Term(string name, int i, double l)
    {
        double a = _a[i / _batch.Decisions], ratio = Ratio(i), chi = a * -l;
        return name switch
        {
            "reinforce" => Weighted(1, a, l),
            "rloo" => Weighted(1, Advantages((x, mean, n) => (x - mean) * n / (n - 1))[i / _batch.Decisions], l),
            "pg" => (ratio * a, ratio * a),
            "tis" => Weighted(ratio < 2 ? ratio : 2, a, l),
            "ppo" => Clipped(ratio, a),
            "grpo" => Clipped(ratio, Standardised(i / _batch.Decisions)),
            "pmpo" => Pmpo(i, l, a),
            "vtrace" => Weighted(VTraceWeight(i), a, l),
            "dg" => Weighted(Sigmoid(chi), a, l),
            "dg-eta" => Weighted(Sigmoid((chi - 0.1) / 0.5), a, l),
            "kondo" => Weighted(chi >= KthDelight(0.03) ? 1 : 0, a, l),
            "kondo-zero-price" => Weighted(chi > 0 ? 1 : 0, a, l),
            "kondo-top-quarter" => Weighted(chi >= KthDelight(0.25) ? 1 : 0, a, l),
            "star" => Weighted(a > 0 ? 1 : 0, a, l),
            "gate-advantage" => Weighted(Sigmoid(a), a, l),
            "gate-surprisal" => Weighted(Sigmoid(-l), a, l),
            "gate-additive" => Weighted(Sigmoid((0.5 * a) - (0.5 * l)), a, l),
            "gate-probability" => Weighted(Sigmoid(l), a, l),
            "xent" => (1, l),
            _ => Correction(name, i, l),
        };
    }

    private static (double Slope, double Term) Weighted(double weight, double a, double l) =>
        (weight * a, weight * a * l);

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static (double Slope, double Term) Clipped(double ratio, double a, double low = 0.2, double high = 0.2)
    {
        double plain = ratio * a;
        double clipped = (ratio < 1 - low ? 1 - low : ratio > 1 + high ? 1 + high : ratio) * a;
        return plain <= clipped ? (plain, plain) : (0, clipped);
    }

    private (double Slope, double Term) Pmpo(int i, double l, double a)
    {
        double preferred = 0, rejected = 0;
        for (int j = 0; j < _l.Length; j++)
        {
            preferred += _batch.Mask[j] == 1 && _a[j / _batch.Decisions] > 0 ? 1 : 0;
            rejected += _batch.Mask[j] == 1 && _a[j / _batch.Decisions] <= 0 ? 1 : 0;
        }

        double p = Math.Exp(l), anchor = 0.1 * Math.Log(Ratio(i));
        return a > 0
            ? ((0.5 / preferred * _n) + 0.1, (0.5 / preferred * _n * l) + anchor)
            : ((-0.5 / rejected * _n * p / (p + 1e-9)) + 0.1, (-0.5 / rejected * _n * Math.Log(p + 1e-9)) + anchor);
    }

    private double VTraceWeight(int i)
    {
        int first = i / _batch.Decisions * _batch.Decisions;
        int[] counted = [.. Enumerable.Range(first, _batch.Decisions).Where(j => _batch.Mask[j] == 1)];
        int last = counted[^1];
        double weight = Math.Min(1, Ratio(i));
        if (i < last)
        {
            weight *= Math.Min(1, Ratio(last));
            foreach (int j in counted.Where(j => j > i && j < last))
            {
                weight *= Math.Min(1, Ratio(j));
            }
        }

        return weight;
    }

    private double KthDelight(double share)
    {
        double[] delights =
        [
            .. Enumerable.Range(0, _l.Length).Where(j => _batch.Mask[j] == 1).Select(
                j => _a[j / _batch.Decisions] * -_l[j])
                .OrderDescending(),
        ];
        return delights[Math.Max(1, (int)Math.Round(share * delights.Length)) - 1];
    }

    private double Ratio(int i) => Math.Exp(Math.Max(-60, Math.Min(60, _l[i] - _u[i])));

    private double Standardised(int row)
    {
        double[] x = Group(row);
        double mean = x.Average();
        return x.Distinct().Count() == 1
            ? 0
            : (_batch.Rewards[row] - mean) / (Math.Sqrt(x.Average(value => (value - mean) * (value - mean))) + 1e-8);
    }

    private double[] Advantages(Func<double, double, int, double> of)
    {
        double[] advantages = new double[_batch.Rows];
        for (int row = 0; row < advantages.Length; row++)
        {
            double[] x = Group(row);
            advantages[row] = x.Distinct().Count() == 1 ? 0 : of(_batch.Rewards[row], x.Average(), x.Length);
        }

        return advantages;
    }

    private double[] Group(int row) =>
        [
            .. Enumerable.Range(0, _batch.Rows).Where(j => _batch.Groups[j] == _batch.Groups[row])
                .Select(j => (double)_batch.Rewards[j]),
        ];

    private double[] LogProbs(int[] actions)
    {
        double[] l = new double[actions.Length];
        for (int i = 0; i < l.Length; i++)
        {
            double[] z = Logits(i);
            double max = z.Max();
            l[i] = z[actions[i]] - max - Math.Log(z.Sum(value => Math.Exp(value - max)));
        }

        return l;
    }

    private double[] DLogits(double[] coefficients, int[] actions)
    {
        double[] dLogits = new double[_batch.Logits.Length];
        for (int i = 0; i < coefficients.Length; i++)
        {
            double[] z = Logits(i);
            double max = z.Max(), sum = z.Sum(value => Math.Exp(value - max)), rest = 0;
            for (int j = 0; j < z.Length; j++)
            {
                double p = Math.Exp(z[j] - max) / sum;
                rest += j == actions[i] ? 0 : p;
                dLogits[(i * z.Length) + j] = -coefficients[i] * p;
            }

            dLogits[(i * z.Length) + actions[i]] = coefficients[i] * rest;
        }

        return dLogits;
    }

    private double[] Logits(int i) =>
        [.. _batch.Logits.Skip(i * _batch.Actions).Take(_batch.Actions).Select(value => (double)value)];
}
