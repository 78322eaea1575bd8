using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Delight.Reports.Markup;

/// <summary>Pages that are both HTML and well-formed XML, so that nothing can be left unescaped or unclosed.</summary>
internal static class Html
{
    /// <summary>An element with a class.</summary>
    public static XElement Element(string name, string style, params object?[] content) =>
        new(name, new XAttribute("class", style), content);

    /// <summary>A row of a table's head.</summary>
    /// <param name="names">Columns; a name that begins with <c>#</c> heads numbers, which are aligned to the
    /// right.</param>
    public static XElement Head(params IEnumerable<string> names) =>
        new("thead", new XElement("tr", names.Select(name =>
        name.StartsWith('#') ? Element("th", "number", name[1..]) : new XElement("th", name))));

    /// <summary>A cell with a number.</summary>
    public static XElement Number(string text) => Element("td", "number", text);

    /// <summary>A table that scrolls sideways on narrow screens instead of breaking the page.</summary>
    public static XElement Table(XElement head, IEnumerable<XElement> rows) =>
        Element("div", "scroll", new XElement("table", head, new XElement("tbody", rows)));

    /// <summary>A page with its style in it: no script, nothing from elsewhere.</summary>
    /// <param name="title">The window's title, before the product's name.</param>
    /// <param name="content">What stands on the page.</param>
    public static XElement Page(string title, params object?[] content) => new(
        "html",
        new XAttribute("lang", "en"),
        new XElement(
            "head",
            new XElement("meta", new XAttribute("charset", "utf-8")),
            Meta("viewport", "width=device-width, initial-scale=1"),
            Meta("color-scheme", "light dark"),
            new XElement("title", $"{title} · Delight"),
            new XElement("style", ReportStyle.Css)),
        new XElement("body", new XElement("main", content)));

    /// <summary>Writes a page.</summary>
    /// <param name="stream">Gets UTF-8 without a byte order mark.</param>
    /// <param name="html">The root element; characters that XML cannot hold are replaced in it.</param>
    public static void Write(Stream stream, XElement html)
    {
        Clean(html);
        XmlWriterSettings settings = new()
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            OmitXmlDeclaration = true,
            Indent = false,
            NewLineHandling = NewLineHandling.None,
        };
        stream.Write("<!DOCTYPE html>\n"u8);
        using XmlWriter writer = XmlWriter.Create(stream, settings);
        html.WriteTo(writer);
    }

    private static XElement Meta(string name, string content) =>
        new("meta", new XAttribute("name", name), new XAttribute("content", content));

    private static void Clean(XElement root)
    {
        foreach (XElement element in root.DescendantsAndSelf())
        {
            foreach (XAttribute attribute in element.Attributes())
            {
                attribute.Value = Valid(attribute.Value);
            }

            foreach (XText text in element.Nodes().OfType<XText>())
            {
                text.Value = Valid(text.Value);
            }

            // A browser takes <td/> for an opening tag; the few elements that HTML leaves open are fine closed in
            // themselves.
            if (element.IsEmpty
                && element.Name.LocalName is not ("meta" or "br" or "line" or "path" or "circle" or "rect"))
            {
                element.Value = string.Empty;
            }
        }
    }

    private static string Valid(string text)
    {
        StringBuilder? cleaned = null;
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]);
            if (!isPair && !XmlConvert.IsXmlChar(text[i]))
            {
                cleaned ??= new StringBuilder(text);
                cleaned[i] = '\ufffd';
            }

            i += isPair ? 1 : 0;
        }

        return cleaned?.ToString() ?? text;
    }
}
