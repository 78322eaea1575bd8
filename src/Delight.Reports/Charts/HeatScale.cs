using System.Globalization;
using System.Xml.Linq;
using Delight.Experiments.Text;
using Delight.Reports.Markup;

namespace Delight.Reports.Charts;

/// <summary>Colours of a heat map: from dark, the worst value, to bright, the best one.</summary>
/// <remarks>The ramp is viridis (van der Walt and Smith 2015, CC0): its lightness rises evenly, so that it can be read
/// in grey and under any form of colour blindness. It suits light and dark pages.</remarks>
/// <param name="Min">Least value.</param>
/// <param name="Max">Largest value.</param>
/// <param name="IsGain">True where more is better.</param>
internal sealed record HeatScale(double Min, double Max, bool IsGain)
{
    private const int Steps = 48;
    private const int Width = 300;
    private const int TicksMax = 5;
    private const int TickGap = 44;
    private const double LogarithmicFrom = 8;

    private static readonly (int Red, int Green, int Blue)[] Ramp =
    [
        (68, 1, 84), (70, 50, 126), (54, 92, 141), (39, 127, 142), (31, 161, 135), (74, 193, 109), (160, 218, 57),
        (253, 231, 37),
    ];

    /// <summary>True where equal ratios are equally far apart.</summary>
    public bool IsLogarithmic => Min > 0 && Max / Min > LogarithmicFrom;

    /// <summary>The scale of values; null for none.</summary>
    public static HeatScale? Of(IEnumerable<double> values, bool isGain)
    {
        double[] known = [.. values.Where(double.IsFinite)];
        return known.Length == 0 ? null : new HeatScale(known.Min(), known.Max(), isGain);
    }

    /// <summary>Colour of a value, and that of text on it.</summary>
    public (string Fill, string Ink) ColourOf(double value)
    {
        double share = ShareOf(value);
        return ColourAt(IsGain || Max <= Min ? share : 1 - share);
    }

    /// <summary>The scale itself, with its ticks.</summary>
    /// <param name="label">What it shows.</param>
    /// <param name="text">Writes a value.</param>
    public XElement Legend(string label, Func<double, string> text)
    {
        XElement svg = Svg.Drawing(Width + 40, 58, label, $"From {text(Min)} to {text(Max)}; bright is better.");
        svg.Add(new XAttribute("style", NumberText.Text($"max-width:{Width + 40}px")));
        svg.Add(Svg.Text("axis-name", (0, 14), label + (IsLogarithmic ? ", logarithmic" : string.Empty)));
        for (int i = 0; i < Steps; i++)
        {
            double share = (i + 0.5) / Steps;
            double value = IsLogarithmic ? Min * Math.Pow(Max / Min, share) : Min + (share * (Max - Min));
            svg.Add(Rectangle(
                (i * Width / (double)Steps, 22), ((Width / (double)Steps) + 0.5, 12), ColourOf(value).Fill));
        }

        double at = double.NegativeInfinity;
        foreach (double tick in Ticks())
        {
            if ((ShareOf(tick) * Width) - at < TickGap)
            {
                continue;
            }

            at = ShareOf(tick) * Width;
            svg.Add(Svg.Line("base", (at, 34), (at, 38)));
            svg.Add(Svg.Text(at < 12 ? "tick" : "tick middle", (at, 52), text(tick)));
        }

        return svg;
    }

    /// <summary>A filled rectangle.</summary>
    public static XElement Rectangle((double X, double Y) at, (double Width, double Height) size, string fill) => new(
        "rect",
        new XAttribute("x", Svg.Number(at.X)),
        new XAttribute("y", Svg.Number(at.Y)),
        new XAttribute("width", Svg.Number(size.Width)),
        new XAttribute("height", Svg.Number(size.Height)),
        new XAttribute("fill", fill));

    /// <summary>From 0 at the least value to 1 at the largest.</summary>
    private double ShareOf(double value) => Max <= Min ? 1
        : IsLogarithmic ? Math.Log(value / Min) / Math.Log(Max / Min) : (value - Min) / (Max - Min);

    private IReadOnlyList<double> Ticks() => Max <= Min ? [Min]
        : IsLogarithmic ? AxisTicks.Logarithmic(Min, Max, TicksMax) : AxisTicks.Linear(Min, Max, TicksMax);

    private static (string Fill, string Ink) ColourAt(double share)
    {
        double place = Math.Clamp(share, 0, 1) * (Ramp.Length - 1);
        int left = Math.Min((int)place, Ramp.Length - 2);
        double part = place - left;
        int red = Mix(Ramp[left].Red, Ramp[left + 1].Red), green = Mix(Ramp[left].Green, Ramp[left + 1].Green),
            blue = Mix(Ramp[left].Blue, Ramp[left + 1].Blue);
        string fill = string.Create(CultureInfo.InvariantCulture, $"#{red:x2}{green:x2}{blue:x2}");
        return (fill, Luminance(red, green, blue) > 0.179 ? "#000000" : "#ffffff");

        int Mix(int one, int other) => (int)Math.Round(one + (part * (other - one)));
    }

    /// <summary>Relative luminance of sRGB as WCAG defines it.</summary>
    private static double Luminance(int red, int green, int blue)
    {
        return (0.2126 * Linear(red)) + (0.7152 * Linear(green)) + (0.0722 * Linear(blue));

        static double Linear(int channel)
        {
            double share = channel / 255.0;
            return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
        }
    }
}
