using System.Globalization;
using CsvHelper;

namespace Delight.Export.Tables;

/// <summary>Writes a table after RFC 4180: CRLF, UTF-8, invariant numbers that read back to the same bits.</summary>
/// <remarks>A missing value is empty; an empty text is a pair of quotes. Instants are UTC after ISO 8601.</remarks>
internal static class CsvTable
{
    /// <summary>Writes the file.</summary>
    public static async Task WriteAsync(ExportTable table, string path, CancellationToken cancellation)
    {
        await using CsvWriter csv = CsvWriter.ToFile(path, CsvWriterOptions.Default);
        foreach (ExportColumn column in table.Columns)
        {
            csv.WriteField(column.Name);
        }

        await csv.EndRecordAsync(cancellation);
        foreach (object?[] row in table.Rows)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (object? value in row)
            {
                csv.WriteField(Text(value), value is "" ? CsvQuoting.Always : CsvQuoting.WhenNeeded);
            }

            await csv.EndRecordAsync(cancellation);
        }
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        DateTime instant => instant.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
