namespace Delight.Reports.Sweeps;

/// <summary>The style of a drawing that stands for itself: the report's light colours, written out, since not every
/// viewer of drawings knows variables.</summary>
internal static class DrawingStyle
{
    /// <summary>For a style element; no character that XML escapes stands here.</summary>
    public const string Css = """
        svg{font:13px system-ui,-apple-system,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif;overflow:visible}
        .paper{fill:#fff}
        .panel{font-size:15px;font-weight:600;fill:#16191d}
        .s0{color:#0b62a8}.s1{color:#bb4a00}.s2{color:#00735c}.s3{color:#a1337f}.s4{color:#806000}.s5{color:#6154b8}
        .s6{color:#5a626c}
        .line{fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        .line.dashed{stroke-dasharray:7 5}
        .line.again{stroke-dasharray:10 4 1.5 4}
        .band{fill:currentColor;opacity:.15}
        .bar-line{stroke:currentColor;stroke-width:1.4}
        .single{fill:none;stroke:currentColor;stroke-width:1;opacity:.5}
        .single-dot{fill:none;stroke:currentColor;stroke-width:1.3;opacity:.8}
        .dot{fill:currentColor;stroke:#fff;stroke-width:1.5}
        .label{fill:currentColor;font-weight:600}
        .leader{stroke:currentColor;stroke-width:1;opacity:.45}
        .grid{stroke:#e3e6ea;stroke-width:1}
        .base{stroke:#9aa2ab;stroke-width:1}
        .reference{stroke:#5a626c;stroke-width:1.2;stroke-dasharray:5 4}
        .tick,.axis-name,.note{fill:#5a626c}
        .end{text-anchor:end}.middle{text-anchor:middle}
        """;
}
