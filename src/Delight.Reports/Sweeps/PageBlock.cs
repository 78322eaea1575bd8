using System.Xml.Linq;
using Delight.Reports.Charts;

namespace Delight.Reports.Sweeps;

/// <summary>A part of a page that can be written as Markdown and as HTML.</summary>
internal abstract record PageBlock
{
    /// <summary>A heading below the page's title.</summary>
    internal sealed record Heading(string Text, int Level = 2) : PageBlock;

    /// <summary>A paragraph; <c>code</c> between backquotes is the only markup.</summary>
    internal sealed record Paragraph(string Text) : PageBlock;

    /// <summary>Items of a list.</summary>
    internal sealed record Items(IReadOnlyList<string> Texts) : PageBlock;

    /// <summary>A table; a column whose head begins with <c>#</c> holds numbers.</summary>
    internal sealed record Table(IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<string>> Rows) : PageBlock;

    /// <summary>Commands, as one types them.</summary>
    internal sealed record Commands(IReadOnlyList<string> Lines) : PageBlock;

    /// <summary>The page's drawing.</summary>
    /// <param name="File">Beside the Markdown page.</param>
    /// <param name="Title">In words.</param>
    /// <param name="Drawing">The drawing itself, for HTML.</param>
    /// <param name="DataFile">Its numbers, beside the Markdown page.</param>
    /// <param name="Data">The numbers themselves, for HTML.</param>
    internal sealed record Figure(string File, string Title, XElement Drawing, string DataFile, ChartData Data)
        : PageBlock;

    /// <summary>A link to another page, by its name without an extension, and what it is about.</summary>
    internal sealed record Link(string Name, string Title, string? Text) : PageBlock;
}
