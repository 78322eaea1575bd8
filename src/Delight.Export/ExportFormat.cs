namespace Delight.Export;

/// <summary>What records of runs can be written as.</summary>
public enum ExportFormat
{
    /// <summary>Tables as text after RFC 4180, one file a table.</summary>
    Csv,

    /// <summary>The same tables with typed columns, one Apache Parquet file a table.</summary>
    Parquet,

    /// <summary>Event files that <c>tensorboard --logdir</c> shows, a folder a run.</summary>
    TensorBoard,
}
