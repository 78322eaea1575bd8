using Delight.Experiments.Text;

namespace Delight.Experiments.Scenarios;

/// <summary>Shows what a scenario amounts to: each path, its value, and where the value comes from.</summary>
public static class ConfigPrinter
{
    private const string NotSet = "(not set)";

    /// <summary>Longer values do not push the sources of all others to the right.</summary>
    private const int ValueWidthMax = 48;

    /// <summary>Writes an aligned table of three columns: path, value, source.</summary>
    public static void Print(EffectiveScenario scenario, TextWriter output)
    {
        int pathWidth = scenario.Values.Max(value => value.Path.Length);
        int valueWidth = scenario.Values.Select(Cell).Where(cell => cell.Length <= ValueWidthMax)
            .Append(NotSet).Max(cell => cell.Length);
        foreach (EffectiveValue value in scenario.Values)
        {
            string path = value.Path.PadRight(pathWidth), cell = Cell(value).PadRight(valueWidth);
            output.Write($"{path}  {cell}  {value.Source}\n");
        }
    }

    /// <summary>Writes one JSON object: <c>scenario</c>, <c>file</c>, and <c>settings</c> with path, value and source
    /// each.</summary>
    public static void PrintJson(EffectiveScenario scenario, TextWriter output) => output.Write(JsonText.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("scenario", scenario.Name);
        writer.WriteString("file", scenario.File);
        writer.WriteStartArray("settings");
        foreach (EffectiveValue value in scenario.Values)
        {
            writer.WriteStartObject();
            writer.WriteString("path", value.Path);
            writer.WritePropertyName("value");
            JsonText.WriteValue(writer, value.Definition, value.Text);
            writer.WriteString("source", value.Source.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }));

    private static string Cell(EffectiveValue value) => value.Text switch
    {
        null => NotSet,
        "" => "''",
        { } text => Shown.OneLine(text),
    };
}
