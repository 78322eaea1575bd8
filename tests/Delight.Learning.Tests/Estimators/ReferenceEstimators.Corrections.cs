namespace Delight.Learning.Tests.Estimators;

/// <summary>The corrections of 2025 and 2026, as section by section of make_fixtures.py.</summary>
internal sealed partial class ReferenceEstimators
{
    private (double Slope, double Term) Correction(string name, int i, double l)
    {
        double a = _a[i / _batch.Decisions], ratio = Ratio(i), row = Math.Exp(RowLogRatios(i).Sum());
        return name switch
        {
            "cispo" => Weighted(Math.Min(ratio, 5), a, l),
            "icepop" => Weighted(ratio is >= 0.5 and <= 5 ? ratio : 0, a, l),
            "ipo" => Weighted(Math.Abs(P(i) - Mu(i)) <= 0.3 ? Math.Min(ratio, 1e4) : 0, a, l),
            "dppo-tv" => Weighted((P(i) - Mu(i)) * Math.Sign(a) > 0.2 ? 0 : Math.Min(ratio, 20), a, l),
            "dppo-kl" => Weighted(IsFarByKl(i, a) ? 0 : Math.Min(ratio, 20), a, l),
            "gspo" => Gspo(i, a),
            "m2po" => Weighted(IsHarmful(i) && Square(i) > M2poCut() ? 0 : ratio, a, l),
            "topr" => Weighted(a > 0 ? 1 : Math.Min(row, 1), a, l),
            "seq-tis" => Weighted(Math.Min(row, 2), a, l),
            "up" => a > 0 ? (a, a * l) : Clipped(ratio, a),
            "sapo" => Sapo(ratio, a),
            "aspo" => a > 0 ? Weighted(ratio > 1.2 ? 0 : Math.Min(1 / ratio, 3), a, l) : Clipped(ratio, a),
            "a3po" => A3po(i, a),
            "ppo-dual" => Dual(ratio, a),
            "dg-opsm" => Weighted(a < 0 && -RowLogRatios(i).Average() > 0.5 ? 0 : Sigmoid(a * -l), a, l),
            "reinforce-geo" => Weighted(Math.Exp(RowLogRatios(i).Average()) is >= 0.5 and <= 2 ? 1 : 0, a, l),
            _ => throw new ArgumentException($"No reference for '{name}'.", nameof(name)),
        };
    }

    private double P(int i) => Math.Exp(_l[i]);

    private double Mu(int i) => Math.Exp(_l[i] - Math.Log(Ratio(i)));

    private double[] RowLogRatios(int i)
    {
        int first = i / _batch.Decisions * _batch.Decisions;
        return
        [
            .. Enumerable.Range(first, _batch.Decisions).Where(j => _batch.Mask[j] == 1)
                .Select(j => Math.Log(Ratio(j))),
        ];
    }

    private bool IsFarByKl(int i, double a)
    {
        double p = P(i), mu = Mu(i), k = mu * -Math.Log(Ratio(i));
        if (mu < 1)
        {
            k += (1 - mu) * (Math.Log(Math.Max(1 - mu, 1e-15)) - Math.Log(Math.Max(1 - p, 1e-15)));
        }

        return k > 0.05 && ((a > 0 && p > mu) || (a < 0 && p < mu));
    }

    private (double Slope, double Term) Gspo(int i, double a)
    {
        double[] logRatios = RowLogRatios(i);
        int rows = Enumerable.Range(0, _batch.Rows).Count(
            row => _batch.Mask.Skip(row * _batch.Decisions).Take(_batch.Decisions).Any(value => value == 1));
        (double slope, double term) = Clipped(Math.Exp(logRatios.Average()), a, 3e-4, 4e-4);
        double weight = _n / logRatios.Length / rows;
        return (slope * weight, term * weight);
    }

    private bool IsHarmful(int i)
    {
        double a = _a[i / _batch.Decisions];
        return _batch.Mask[i] == 1 && ((a > 0 && Ratio(i) > 1) || (a < 0 && Ratio(i) < 1));
    }

    private double Square(int i) => Math.Log(Ratio(i)) * Math.Log(Ratio(i));

    private double M2poCut()
    {
        List<double> squares =
            [.. Enumerable.Range(0, _l.Length).Where(IsHarmful).Select(Square).OrderDescending()];
        while (squares.Count > 0 && squares.Average() > 0.04)
        {
            squares.RemoveAt(0);
        }

        return squares.Count > 0 ? squares[0] : -1;
    }

    private static (double Slope, double Term) Sapo(double ratio, double a)
    {
        double tau = a > 0 ? 1 : 1.05, g = Sigmoid(tau * (ratio - 1));
        return (ratio * 4 * g * (1 - g) * a, 4 / tau * g * a);
    }

    private (double Slope, double Term) A3po(int i, double a)
    {
        double root = Math.Sqrt(Ratio(i)), weight = Math.Min(root, 5);
        (double slope, double term) = Clipped(root, a);
        return (weight * slope, weight * term);
    }

    private static (double Slope, double Term) Dual(double ratio, double a)
    {
        (double slope, double term) = Clipped(ratio, a, 0.2, 0.28);
        return a < 0 && ratio > 3 ? (0, 3 * a) : (slope, term);
    }
}
