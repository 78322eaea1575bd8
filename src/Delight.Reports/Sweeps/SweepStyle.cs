namespace Delight.Reports.Sweeps;

/// <summary>What the page of a sweep adds to the style of reports: a ramp for lines of ordered values.</summary>
/// <remarks>Each colour has a contrast of at least 4.5 to 1 with its background.</remarks>
internal static class SweepStyle
{
    /// <summary>Colours of the ramp.</summary>
    public const int Steps = 6;

    /// <summary>For a style element; no character that XML escapes stands here.</summary>
    public const string Css = """
        .r0{color:#0d0887}.r1{color:#5302a3}.r2{color:#8b0aa5}.r3{color:#b4247f}.r4{color:#c23b3f}.r5{color:#a85400}
        @media (prefers-color-scheme:dark){.r0{color:#8f86ff}.r1{color:#b57cf5}.r2{color:#dd7be0}.r3{color:#f28bb0}
        .r4{color:#fba07a}.r5{color:#fdc94a}}
        @media print{.r0{color:#0d0887}.r1{color:#5302a3}.r2{color:#8b0aa5}.r3{color:#b4247f}.r4{color:#c23b3f}
        .r5{color:#a85400}}
        .frame{fill:none;stroke:var(--ink);stroke-width:2.5}
        .heat{margin:0 0 18px}
        tr.best td{font-weight:600}
        .legend-note{color:var(--quiet);font-size:14px;margin:4px 0 18px}
        """;

    /// <summary>Class of the n-th of several ordered values.</summary>
    public static string Of(int index, int count) => FormattableString.Invariant(
        $"r{(count < 2 ? 0 : (int)Math.Round(index * (Steps - 1.0) / (count - 1)))}");
}
