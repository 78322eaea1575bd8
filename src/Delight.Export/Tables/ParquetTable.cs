using Parquet;
using Parquet.Schema;

namespace Delight.Export.Tables;

/// <summary>Writes a table as Apache Parquet: INT64, DOUBLE, BOOLEAN, UTF-8 texts, timestamps in milliseconds; every
/// column may be null.</summary>
/// <remarks>Not in microseconds: Parquet.Net 6.1.0 writes minimum and maximum of timestamps in milliseconds whatever
/// their unit is, and readers leave out rows by them.</remarks>
internal static class ParquetTable
{
    /// <summary>Rows that are held in memory at a time.</summary>
    private const int RowsOfGroup = 50_000;

    /// <summary>Writes the file.</summary>
    public static async Task WriteAsync(ExportTable table, string path, CancellationToken cancellation)
    {
        ParquetSchema schema = new([.. table.Columns.Select(Field)]);
        await using FileStream file = File.Create(path);
        await using ParquetWriter writer =
            await ParquetWriter.CreateAsync(schema, file, cancellationToken: cancellation);
        DataField[] fields = schema.GetDataFields();
        foreach (object?[][] rows in table.Rows.Chunk(RowsOfGroup))
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            for (int i = 0; i < fields.Length; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                await WriteColumnAsync(group, fields[i], table.Columns[i].Type, [.. rows.Select(row => row[i])]);
            }
        }
    }

    private static DataField Field(ExportColumn column) =>
        column.Type == typeof(long) ? new DataField<long?>(column.Name)
        : column.Type == typeof(double) ? new DataField<double?>(column.Name)
        : column.Type == typeof(bool) ? new DataField<bool?>(column.Name)
        : column.Type == typeof(DateTime) ? new DateTimeDataField(
            column.Name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, DateTimeTimeUnit.Millis, isNullable: true)
        : new DataField<string>(column.Name, nullable: true);

    private static Task WriteColumnAsync(
        ParquetRowGroupWriter group, DataField field, Type type, object?[] values) =>
        type == typeof(long) ? Write<long>(group, field, values)
        : type == typeof(double) ? Write<double>(group, field, values)
        : type == typeof(bool) ? Write<bool>(group, field, values)
        : type == typeof(DateTime) ? Write<DateTime>(group, field, values)
        : group.WriteAsync(field, (string[])[.. values.Cast<string>()]);

    private static Task Write<T>(ParquetRowGroupWriter group, DataField field, object?[] values)
        where T : struct =>
        group.WriteAsync<T>(field, (T?[])[.. values.Cast<T?>()]);
}
