using System.Globalization;
using Delight.Reports.Charts;
using Delight.Reports.Markup;

namespace Delight.Reports.Tests.Charts;

public sealed class EstimatorStylesTests
{
    [Fact]
    public void Of_KnownEstimators_LookTheSameInAnyCompanyAndOrder()
    {
        Assert.Equal("s0", EstimatorStyles.Of(["dg"])["dg"]);
        EstimatorStyles styles = EstimatorStyles.Of(["xent", "reinforce", "pg", "dg", "mine"]);
        EstimatorStyles again = EstimatorStyles.Of(["mine", "dg", "pg", "reinforce", "xent"]);
        foreach ((string name, string style) in ((string, string)[])
            [("dg", "s0"), ("pg", "s1"), ("reinforce", "s5"), ("xent", "s1 fine")])
        {
            Assert.Equal((style, style), (styles[name], again[name]));
        }

        // What is not known takes the first colour that the page does not have.
        Assert.Equal(("s2", "s2"), (styles["mine"], again["mine"]));
    }

    [Fact]
    public void Of_OptionsOfOneEstimator_AreAllDifferentAndThePlainOneKeepsItsLook()
    {
        EstimatorStyles styles = EstimatorStyles.Of(["pmpo(alpha=1)", "pmpo(alpha=0.75)", "pmpo", "dg"]);
        Assert.Equal(("s3", "s0"), (styles["pmpo"], styles["dg"]));
        Assert.Equal(4, ((string[])["pmpo(alpha=1)", "pmpo(alpha=0.75)", "pmpo", "dg"]).DistinctBy(
            name => styles[name]).Count());
        Assert.Equal("s4", EstimatorStyles.Of(["kondo(share=0.1)"])["kondo(share=0.1)"]);
    }

    [Fact]
    public void Of_ThirtyFiveEstimators_AreAllDifferent()
    {
        string[] names = [.. Enumerable.Range(0, 35).Select(index => $"e{index}")];
        EstimatorStyles styles = EstimatorStyles.Of(names);
        Assert.Equal(35, names.Select(name => styles[name]).Distinct().Count());
    }

    [Fact]
    public void Of_Labels_AreStyledByTheirEstimators()
    {
        EstimatorStyles styles = EstimatorStyles.Of([("plain", "reinforce"), ("10 %", "kondo(share=0.1)")]);
        Assert.Equal(("s5", "s4"), (styles["plain"], styles["10 %"]));
    }

    [Fact]
    public void Css_ColoursOfBothSchemes_AreAllDifferentAndReadable()
    {
        string[] light = Colours(ReportStyle.Css, 0), dark = Colours(ReportStyle.Css, 1);
        Assert.Equal((9, 9), (light.Distinct().Count(), dark.Distinct().Count()));
        Assert.All(light, colour => Assert.InRange(Contrast(colour, "#ffffff"), 4.5, 21));
        Assert.All(dark, colour => Assert.InRange(Contrast(colour, "#12151a"), 4.5, 21));
    }

    /// <summary>Seven of lines, and those of success and failure.</summary>
    private static string[] Colours(string css, int scheme)
    {
        Dictionary<string, string> values = css.Split(":root{")[scheme + 1].Split('}')[0].Split(';')
            .Select(entry => entry.Split(':')).ToDictionary(entry => entry[0].Trim(), entry => entry[1]);
        return
        [
            .. Enumerable.Range(0, 7).Select(line => values[$"--s{line}"]),
            values["--success"], values["--failure"],
        ];
    }

    private static double Contrast(string one, string other)
    {
        double[] lights = [Luminance(one), Luminance(other)];
        return (lights.Max() + 0.05) / (lights.Min() + 0.05);
    }

    /// <summary>Relative luminance as WCAG 2 defines it.</summary>
    private static double Luminance(string colour)
    {
        double[] parts = [.. Enumerable.Range(0, 3).Select(part =>
            int.Parse(colour.AsSpan(1 + (2 * part), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4))];
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }
}
