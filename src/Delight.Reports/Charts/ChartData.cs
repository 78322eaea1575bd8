using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Delight.Reports.Markup;

namespace Delight.Reports.Charts;

/// <summary>The numbers behind charts, as tables to read and as a file of comma-separated values.</summary>
/// <remarks>The file has a header, a comma between fields, a point in numbers of at most nine digits, and LF at the end
/// of lines. A field with a comma, a quotation mark or a line end stands in quotation marks (RFC 4180).</remarks>
internal sealed class ChartData
{
    private readonly string[] _columns;
    private readonly List<string[]> _rows = [];
    private readonly List<(string Title, XElement Table)> _tables = [];

    /// <summary>Begins without rows.</summary>
    /// <param name="columns">Heads of the file's columns.</param>
    public ChartData(params string[] columns) => _columns = columns;

    /// <summary>The file's text.</summary>
    public string Csv
    {
        get
        {
            StringBuilder text = new();
            foreach (string[] row in _rows.Prepend(_columns))
            {
                text.AppendJoin(',', row.Select(Field)).Append('\n');
            }

            return text.ToString();
        }
    }

    /// <summary>A number as the file has it; empty where there is none.</summary>
    public static string Number(double? value) => value is { } known && double.IsFinite(known)
        ? known.ToString("G9", CultureInfo.InvariantCulture) : string.Empty;

    /// <summary>Adds a row of the file.</summary>
    /// <param name="fields">One a column.</param>
    public void Add(params string[] fields) => _rows.Add(fields);

    /// <summary>Adds a table for reading; its rows are in the file already.</summary>
    /// <param name="title">Of the chart; empty where it is the only one.</param>
    /// <param name="table">See <see cref="Html.Table"/>.</param>
    public void AddTable(string title, XElement table) => _tables.Add((title, table));

    /// <summary>The tables folded away under a chart, with the file to save.</summary>
    /// <param name="name">Of the file, in words; letters and digits of it make the file's name.</param>
    public XElement Details(string name)
    {
        string file = FileName(name);
        string link = "data:text/csv;charset=utf-8;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(Csv));
        return Html.Element(
            "details", "data",
            new XElement("summary", "Data"),
            new XElement("p", new XElement(
                "a",
                new XAttribute("download", file),
                new XAttribute("href", link),
                $"Save {file}")),
            _tables.SelectMany(entry => (XElement?[])
                [entry.Title.Length > 0 ? new XElement("h4", entry.Title) : null, entry.Table]));
    }

    /// <summary>For example <c>error-on-held-out-contexts.csv</c>.</summary>
    public static string FileName(string name)
    {
        StringBuilder text = new();
        foreach (char letter in name.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                text.Append(letter);
            }
            else if (text.Length > 0 && text[^1] != '-')
            {
                text.Append('-');
            }
        }

        return text.ToString().Trim('-') + ".csv";
    }

    private static string Field(string text) => text.AsSpan().IndexOfAny(",\"\n\r") < 0
        ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
