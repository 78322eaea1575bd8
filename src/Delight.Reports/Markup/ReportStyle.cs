namespace Delight.Reports.Markup;

/// <summary>The style of a report: light and dark, wide, narrow and on paper.</summary>
/// <remarks>
/// The seven colours of lines in dark differ by at least 16 units of CIE Lab, also under simulated protanopia,
/// deuteranopia and tritanopia, and by at least 35 from those of success and failure; for light see
/// <see cref="Palette"/>. No character that XML escapes may stand here: HTML takes the content of a style element as it
/// is.
/// </remarks>
internal static class ReportStyle
{
    private const string Light =
        $"--paper:#fff;--card:#f6f7f9;--ink:{Palette.Ink};--quiet:{Palette.Quiet};--rule:{Palette.Rule};"
        + $"--base:{Palette.Base};--s0:{Palette.Line0};--s1:{Palette.Line1};--s2:{Palette.Line2};"
        + $"--s3:{Palette.Line3};--s4:{Palette.Line4};--s5:{Palette.Line5};--s6:{Palette.Line6};"
        + $"--success:{Palette.Success};--failure:{Palette.Failure}";

    private const string Dark =
        "--paper:#12151a;--card:#1a1f26;--ink:#e9ecf0;--quiet:#9ba5b0;--rule:#2a313a;--base:#5d6772;"
        + "--s0:#627fef;--s1:#c17429;--s2:#e952b2;--s3:#89e7e6;--s4:#daa0f4;--s5:#aeaeae;--s6:#f5d068;"
        + "--success:#4ccb6b;--failure:#ff7b72";

    /// <summary>For a style element.</summary>
    public const string Css = $$"""
        :root{{{Light}}}
        @media (prefers-color-scheme:dark){:root{{{Dark}}} }
        @media print{:root{{{Light}}} }
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,
        "Helvetica Neue",Arial,sans-serif}
        main{max-width:968px;margin:0 auto;padding:40px 24px 72px}
        h1{font-size:34px;line-height:1.15;letter-spacing:-.02em;margin:6px 0 4px;overflow-wrap:anywhere}
        .estimators{font-size:18px;color:var(--quiet);margin:0 0 22px;overflow-wrap:anywhere}
        h2{font-size:20px;letter-spacing:-.01em;margin:0 0 12px}
        h3{font-size:15px;font-weight:600;margin:22px 0 8px;overflow-wrap:anywhere}
        p{margin:0 0 12px}
        section{margin-top:48px}
        .kicker{color:var(--quiet);font-size:14px;margin:0}
        .finding{font-size:21px;line-height:1.45;max-width:46em;text-wrap:pretty;margin-bottom:10px}
        .caveat,.lead{color:var(--quiet);max-width:50em}
        .small,figcaption{color:var(--quiet);font-size:14px;line-height:1.5;max-width:58em}
        .small{margin-top:10px}
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(138px,1fr));gap:10px;margin:24px 0 0}
        .figures div{background:var(--card);border-radius:10px;padding:12px 14px}
        dt{color:var(--quiet);font-size:13px}
        dd{margin:2px 0 0;font-size:20px;font-weight:600;letter-spacing:-.01em;font-variant-numeric:tabular-nums}
        figure{margin:0}
        figcaption{margin-top:8px}
        svg{display:block;width:100%;height:auto;font:13px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",
        Arial,sans-serif;font-variant-numeric:tabular-nums;overflow:visible}
        .narrow{display:none}
        .panels{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,380px),1fr));gap:24px 40px}
        .legend{list-style:none;display:flex;flex-wrap:wrap;gap:4px 20px;padding:0;margin:0 0 14px;font-size:14px}
        .swatch{display:inline-block;width:24px;height:3px;background:currentColor;margin-right:8px;
        vertical-align:middle;position:relative;top:-1px}
        .swatch.dashed{background:repeating-linear-gradient(90deg,currentColor 0 7px,transparent 7px 12px)}
        .swatch.again{background:repeating-linear-gradient(90deg,currentColor 0 10px,transparent 10px 14px,
        currentColor 14px 16px,transparent 16px 20px)}
        .swatch.long{background:repeating-linear-gradient(90deg,currentColor 0 14px,transparent 14px 19px)}
        .swatch.fine{background:repeating-linear-gradient(90deg,currentColor 0 3px,transparent 3px 6px)}
        .swatch.failure{background:repeating-linear-gradient(90deg,currentColor 0 3px,transparent 3px 7px)}
        .s0{color:var(--s0)}.s1{color:var(--s1)}.s2{color:var(--s2)}.s3{color:var(--s3)}.s4{color:var(--s4)}
        .s5{color:var(--s5)}.s6{color:var(--s6)}.success{color:var(--success)}.failure{color:var(--failure)}
        .rows,.recovery{color:var(--base)}.fault,.pool{color:var(--ink)}
        .line{fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        {{Palette.Strokes}}
        .line.failure{stroke-dasharray:1 4.5;stroke-width:2.4}
        .band{fill:currentColor;opacity:.15}
        .bar{fill:currentColor}
        .bar-line{stroke:currentColor;stroke-width:1.4}
        .single{fill:none;stroke:currentColor;stroke-width:1;opacity:.5}
        .single-dot{fill:none;stroke:currentColor;stroke-width:1.3;opacity:.8}
        .panel{font-size:15px;font-weight:600;fill:var(--ink)}
        .key{fill:var(--ink)}
        .dot{fill:currentColor;stroke:var(--paper);stroke-width:1.5}
        .label{fill:currentColor;font-weight:600}
        .grid{stroke:var(--rule);stroke-width:1}
        .base{stroke:var(--base);stroke-width:1}
        .reference{stroke:var(--quiet);stroke-width:1.2;stroke-dasharray:5 4}
        .mark{stroke:var(--ink);stroke-width:1.2}
        .tick,.axis-name,.note{fill:var(--quiet)}
        .note{font-style:italic}
        .end{text-anchor:end}.middle{text-anchor:middle}
        .scroll{overflow-x:auto;margin:0 0 12px}
        table{border-collapse:collapse;width:100%;font-size:14px;line-height:1.4}
        th,td{text-align:left;padding:8px 7px;border-bottom:1px solid var(--rule);vertical-align:top}
        thead th{color:var(--quiet);font-weight:500;font-size:13px;border-bottom-color:var(--base);
        vertical-align:bottom}
        tbody th{font-weight:600;white-space:nowrap}
        th:first-child,td:first-child{padding-left:0}
        th:last-child,td:last-child{padding-right:0}
        .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        thead .number{white-space:normal}
        .strong{font-weight:600}
        code{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
        pre{background:var(--card);border-radius:10px;padding:14px 16px;margin:0 0 16px;overflow-x:auto}
        .data{margin:8px 0 16px;font-size:14px;color:var(--quiet)}
        .data summary{cursor:pointer;width:max-content}
        .data p{margin:8px 0}
        .data a{color:inherit}
        .data h4{font-size:14px;margin:14px 0 4px}
        .data .scroll{max-height:360px;overflow:auto;border:1px solid var(--rule);border-radius:6px;padding:0 10px}
        .data table{width:auto;min-width:50%;font-size:13px}
        .data th,.data td{padding:3px 10px}
        .data thead th{position:sticky;top:0;background:var(--paper)}
        .command{white-space:pre-wrap;overflow-wrap:anywhere}
        @media (max-width:640px){main{padding:24px 16px 48px}h1{font-size:27px}.finding{font-size:18px}
        section{margin-top:36px}
        .wide{display:none}.narrow{display:block}
        }
        @media print{main{max-width:none;padding:0}body{font-size:11pt}table{font-size:8.5pt}th,td{padding:4px 5px}
        section{margin-top:24pt}
        .data{display:none}
        figure,tr,.figures{break-inside:avoid}
        h2,h3{break-after:avoid}.scroll,pre{overflow:visible}pre{white-space:pre-wrap}
        .bar,.swatch,.figures div{print-color-adjust:exact}
        }
        """;
}
