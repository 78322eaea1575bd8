namespace Delight.Export.Tables;

/// <summary>One table of an export.</summary>
/// <param name="Name">Name of its file, without the extension.</param>
/// <param name="Columns">Their names are unique.</param>
/// <param name="Rows">One value a column, of the column's type or null. Made anew by each enumeration.</param>
internal sealed record ExportTable(
    string Name, IReadOnlyList<ExportColumn> Columns, IEnumerable<object?[]> Rows);

/// <summary>One column of a table.</summary>
/// <param name="Name">As the key in the record: <c>successes.share</c>.</param>
/// <param name="Type"><see cref="long"/>, <see cref="double"/>, <see cref="bool"/>, <see cref="string"/> or
/// <see cref="DateTime"/> in UTC.</param>
internal sealed record ExportColumn(string Name, Type Type);
