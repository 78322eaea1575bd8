using System.Xml.Linq;
using Delight.Experiments.Text;
using Delight.Reports.Markup;

namespace Delight.Reports.Charts;

/// <summary>Values of two settings as a table of coloured cells.</summary>
internal sealed record HeatMap
{
    private const double CharacterWidth = 7.2;
    private const double Gap = 2;
    private const double TopMargin = 40;
    private const int CellWidthMax = 148;
    private const int CellWidthMin = 30;
    private const int WidthMax = 920;
    private const int TextFrom = 46;
    private const int NoteFrom = 66;

    /// <summary>What screen readers announce.</summary>
    public required string Title { get; init; }

    /// <summary>The setting of the columns, and its values.</summary>
    public required (string Name, IReadOnlyList<string> Values) Columns { get; init; }

    /// <summary>The setting of the rows, and its values.</summary>
    public required (string Name, IReadOnlyList<string> Values) Rows { get; init; }

    /// <summary>Row by row.</summary>
    public required IReadOnlyList<HeatCell> Cells { get; init; }

    /// <summary>Colours; null where no cell has a value.</summary>
    public required HeatScale? Scale { get; init; }

    /// <summary>Draws it.</summary>
    public XElement Render()
    {
        double left = 14 + (Rows.Values.Max(value => value.Length) * CharacterWidth);
        double cell = Math.Clamp((WidthMax - left) / Columns.Values.Count, CellWidthMin, CellWidthMax);
        double height = cell >= NoteFrom ? 50 : 32;
        int width = (int)Math.Ceiling(Math.Max(
            left + (cell * Columns.Values.Count) + 4, (Columns.Name.Length + Rows.Name.Length + 6) * CharacterWidth));
        double bottom = TopMargin + (height * Rows.Values.Count);
        XElement svg = Svg.Drawing(width, (int)bottom + 44, Title, string.Join(' ', Cells.Select(one => one.Detail)));
        svg.Add(new XAttribute("style", NumberText.Text($"max-width:{width}px")));
        svg.Add(Svg.Text("axis-name", (0, 14), $"{Rows.Name} ↓"));
        svg.Add(Svg.Text("axis-name middle", (left + (cell * Columns.Values.Count / 2), bottom + 38),
            $"{Columns.Name} →"));
        for (int row = 0; row < Rows.Values.Count; row++)
        {
            double top = TopMargin + (height * row);
            svg.Add(Svg.Text("tick end", (left - 8, top + (height / 2) + 4.5), Rows.Values[row]));
            for (int column = 0; column < Columns.Values.Count; column++)
            {
                svg.Add(Cell(
                    Cells[(row * Columns.Values.Count) + column], (left + (cell * column), top), (cell, height)));
            }
        }

        // Names that are longer than their columns would run into each other.
        double longest = Columns.Values.Max(value => value.Length) * CharacterWidth;
        int every = Math.Max(1, (int)Math.Ceiling(longest / cell));
        svg.Add(Columns.Values.Select((value, index) => index % every != 0 ? null
            : Svg.Text("tick middle", (left + (cell * (index + 0.5)), bottom + 18), value)));
        return svg;
    }

    private XElement Cell(HeatCell cell, (double X, double Y) at, (double Width, double Height) size)
    {
        XElement group = new("g", new XElement("title", cell.Detail));
        bool isKnown = double.IsFinite(cell.Value) && Scale is not null;
        (string fill, string ink) = isKnown ? Scale!.ColourOf(cell.Value) : ("none", string.Empty);
        XElement box = HeatScale.Rectangle(
            (at.X + (Gap / 2), at.Y + (Gap / 2)), (size.Width - Gap, size.Height - Gap), fill);
        if (!isKnown)
        {
            box.Add(new XAttribute("class", "reference"));
        }

        group.Add(box);
        double middle = at.X + (size.Width / 2);
        bool hasNote = size.Width >= NoteFrom && cell.Note.Length > 0;
        if (size.Width >= TextFrom)
        {
            string mark = cell.IsBest ? "★ " : cell.IsTied ? "≈ " : string.Empty;
            group.Add(Inked("middle label", (middle, at.Y + (size.Height / 2) + (hasNote ? -1.5 : 4.5)),
                mark + cell.Text, ink));
        }

        if (hasNote)
        {
            group.Add(Inked("middle", (middle, at.Y + (size.Height / 2) + 15), cell.Note, ink));
        }

        if (cell.IsBest)
        {
            XElement frame = HeatScale.Rectangle(
                (at.X - 0.5, at.Y - 0.5), (size.Width + 1, size.Height + 1), "none");
            frame.Add(new XAttribute("class", "frame"));
            group.Add(frame);
        }

        return group;
    }

    private static XElement Inked(string style, (double X, double Y) at, string text, string ink)
    {
        XElement element = Svg.Text(ink.Length == 0 ? $"{style} tick" : style, at, text);
        if (ink.Length > 0)
        {
            element.Add(new XAttribute("style", $"fill:{ink}"));
        }

        return element;
    }
}
