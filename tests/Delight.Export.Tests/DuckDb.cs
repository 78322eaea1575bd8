using System.Globalization;
using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Delight.Export.Tests;

/// <summary>Asks DuckDB, a reader of Parquet and of CSV that has no code in common with Delight.</summary>
internal static class DuckDb
{
    static DuckDb() => NativeLibrary.SetDllImportResolver(
        typeof(NativeMethods).Assembly,
        (name, _, _) => NativeLibrary.Load(Path.Combine(
            (string)AppContext.GetData("Delight.DuckDbFolder")!,
            OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib"
                : $"lib{name}.so")));

    /// <summary>The rows of a query, each value as invariant text; null as <c>NULL</c>.</summary>
    /// <param name="folder">What <c>{f}</c> in the query stands for.</param>
    /// <param name="query">In SQL.</param>
    public static IReadOnlyList<string> Rows(string folder, string query)
    {
        using DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = query.Replace("{f}", folder.Replace('\\', '/'), StringComparison.Ordinal);
        using DuckDBDataReader reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Text(reader, i))));
        }

        return rows;
    }

    private static string Text(DuckDBDataReader reader, int column) => reader.IsDBNull(column)
        ? "NULL"
        : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture)!;
}
