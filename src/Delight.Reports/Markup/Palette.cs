namespace Delight.Reports.Markup;

/// <summary>Colours on a light page.</summary>
/// <remarks>Those of lines differ from each other by at least 20 units of CIE Lab, also under simulated protanopia,
/// deuteranopia and tritanopia; from those of success and failure by at least 45. All have a contrast of at least 4.5
/// to 1 with the page, so that labels can wear them.</remarks>
internal static class Palette
{
    /// <summary>Blue.</summary>
    public const string Line0 = "#4862ed";

    /// <summary>Brown.</summary>
    public const string Line1 = "#876125";

    /// <summary>Magenta.</summary>
    public const string Line2 = "#b334ad";

    /// <summary>Dark teal.</summary>
    public const string Line3 = "#0e3b34";

    /// <summary>Indigo.</summary>
    public const string Line4 = "#3e00a3";

    /// <summary>Grey.</summary>
    public const string Line5 = "#696969";

    /// <summary>Dark olive.</summary>
    public const string Line6 = "#3d3212";

    /// <summary>Green, of decisions with an advantage above 0.</summary>
    public const string Success = "#1a7a35";

    /// <summary>Red, of decisions with an advantage below 0.</summary>
    public const string Failure = "#c22b24";

    /// <summary>Text.</summary>
    public const string Ink = "#16191d";

    /// <summary>Text that explains.</summary>
    public const string Quiet = "#5a626c";

    /// <summary>Grid lines.</summary>
    public const string Rule = "#e3e6ea";

    /// <summary>Axes.</summary>
    public const string Base = "#9aa2ab";

    /// <summary>How the strokes of line styles are broken.</summary>
    public const string Strokes = """
        .line.dashed{stroke-dasharray:7 5}
        .line.again{stroke-dasharray:10 4 1.5 4}
        .line.long{stroke-dasharray:14 5}
        .line.fine{stroke-dasharray:3 3}
        """;
}
