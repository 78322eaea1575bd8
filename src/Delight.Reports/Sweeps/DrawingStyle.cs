using Delight.Reports.Markup;

namespace Delight.Reports.Sweeps;

/// <summary>The style of a drawing that stands for itself: the report's light colours, written out, since not every
/// viewer of drawings knows variables.</summary>
internal static class DrawingStyle
{
    /// <summary>For a style element; no character that XML escapes stands here.</summary>
    public const string Css = $$"""
        svg{font:13px system-ui,-apple-system,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif;overflow:visible}
        .paper{fill:#fff}
        .panel{font-size:15px;font-weight:600;fill:{{Palette.Ink}}}
        .s0{color:{{Palette.Line0}}}.s1{color:{{Palette.Line1}}}.s2{color:{{Palette.Line2}}}
        .s3{color:{{Palette.Line3}}}.s4{color:{{Palette.Line4}}}.s5{color:{{Palette.Line5}}}
        .s6{color:{{Palette.Line6}}}
        .line{fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        {{Palette.Strokes}}
        .band{fill:currentColor;opacity:.15}
        .bar-line{stroke:currentColor;stroke-width:1.4}
        .single{fill:none;stroke:currentColor;stroke-width:1;opacity:.5}
        .single-dot{fill:none;stroke:currentColor;stroke-width:1.3;opacity:.8}
        .dot{fill:currentColor;stroke:#fff;stroke-width:1.5}
        .label{fill:currentColor;font-weight:600}
        .key{fill:{{Palette.Ink}}}
        .grid{stroke:{{Palette.Rule}};stroke-width:1}
        .base{stroke:{{Palette.Base}};stroke-width:1}
        .reference{stroke:{{Palette.Quiet}};stroke-width:1.2;stroke-dasharray:5 4}
        .tick,.axis-name,.note{fill:{{Palette.Quiet}}}
        .end{text-anchor:end}.middle{text-anchor:middle}
        """;
}
