using System.Text;
using System.Xml.Linq;
using Delight.Experiments.Files;
using Delight.Reports.Markup;

namespace Delight.Reports.Sweeps;

/// <summary>Writes a page as Markdown and as HTML.</summary>
internal static class PageWriter
{
    /// <summary>Writes Markdown.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteMarkdown(string file, string title, IReadOnlyList<PageBlock> blocks)
    {
        string text = $"# {title}\n\n{string.Join("\n\n", blocks.Select(Markdown))}\n";
        byte[] bytes = Encoding.UTF8.GetBytes(text.Replace('\u00a0', ' '));
        ReplacedFile.Write(file, stream => stream.Write(bytes));
    }

    /// <summary>Writes HTML without scripts or anything from elsewhere.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteHtml(string file, string title, IReadOnlyList<PageBlock> blocks)
    {
        XElement page = Html.Page(
            title,
            Html.Element("p", "kicker", "Delight · reproduction"),
            new XElement("h1", title),
            blocks.SelectMany(Elements));
        ReplacedFile.Write(file, stream => Html.Write(stream, page));
    }

    private static string Markdown(PageBlock block) => block switch
    {
        PageBlock.Heading heading => $"{new string('#', heading.Level)} {heading.Text}",
        PageBlock.Paragraph paragraph => paragraph.Text,
        PageBlock.Items items => string.Join('\n', items.Texts.Select(item => $"- {item}")),
        PageBlock.Commands commands => $"```\n{string.Join('\n', commands.Lines)}\n```",
        PageBlock.Figure figure => $"![{figure.Title}]({figure.File})\n\n"
            + $"The numbers of the figure: [{figure.DataFile}]({figure.DataFile}).",
        PageBlock.Link link =>
            $"- [{link.Title}]({link.Name}.md){(link.Text is null ? "." : $": {link.Text}")}",
        PageBlock.Table table => MarkdownTable(table),
        _ => throw new InvalidOperationException($"a page has no block of type {block.GetType().Name}"),
    };

    private static string MarkdownTable(PageBlock.Table table)
    {
        StringBuilder text = new();
        text.Append("| ").AppendJoin(" | ", table.Head.Select(head => Cell(head.TrimStart('#')))).Append(" |\n|");
        text.AppendJoin("|", table.Head.Select(head => head.StartsWith('#') ? "---:" : "---")).Append('|');
        foreach (IReadOnlyList<string> row in table.Rows)
        {
            text.Append("\n| ").AppendJoin(" | ", row.Select(Cell)).Append(" |");
        }

        return text.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static IEnumerable<XElement> Elements(PageBlock block) => block switch
    {
        PageBlock.Heading heading => [new XElement($"h{heading.Level}", heading.Text)],
        PageBlock.Paragraph paragraph => [new XElement("p", Inline(paragraph.Text))],
        PageBlock.Items items => [new XElement("ul", items.Texts.Select(item => new XElement("li", Inline(item))))],
        PageBlock.Commands commands =>
            [Html.Element("pre", "command", new XElement("code", string.Join('\n', commands.Lines)))],
        PageBlock.Figure figure =>
            [new XElement("figure", WithoutStyle(figure.Drawing), figure.Data.Details(figure.Title))],
        PageBlock.Link link =>
            [new XElement("p", LinkOf(link), link.Text is null ? null : $": {link.Text}")],
        PageBlock.Table table =>
            [Html.Table(Html.Head(table.Head), table.Rows.Select(row => new XElement("tr", row.Select(
                (cell, index) => table.Head[index].StartsWith('#')
                    ? Html.Number(cell)
                    : new XElement("td", Inline(cell))))))],
        _ => throw new InvalidOperationException($"a page has no block of type {block.GetType().Name}"),
    };

    /// <summary>Pages written by hand have no HTML.</summary>
    private static XNode LinkOf(PageBlock.Link link) => link.Text is null
        ? new XText(link.Title)
        : new XElement("a", new XAttribute("href", $"{link.Name}.html"), link.Title);

    /// <summary>The page's own style suits both schemes.</summary>
    private static XElement WithoutStyle(XElement drawing)
    {
        XElement copy = new(drawing);
        copy.Elements("style").Remove();
        copy.Elements("rect").Remove();
        copy.Attribute("width")?.Remove();
        copy.Attribute("height")?.Remove();
        return copy;
    }

    private static IEnumerable<XNode> Inline(string text) => text.Split('`').Select((part, index) =>
        (XNode)(index % 2 == 0 ? new XText(part) : new XElement("code", part)));
}
