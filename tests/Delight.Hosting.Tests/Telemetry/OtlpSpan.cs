namespace Delight.Hosting.Tests.Telemetry;

/// <summary>A span as it was exported.</summary>
/// <param name="Source">Of the scope.</param>
/// <param name="Name">Of the span.</param>
/// <param name="Id">Of the span.</param>
/// <param name="Parent">Empty for a root.</param>
/// <param name="Attributes">Its tags.</param>
internal sealed record OtlpSpan(
    string Source, string Name, string Id, string Parent, IReadOnlyDictionary<string, object> Attributes)
{
    /// <summary>Nanoseconds.</summary>
    public (ulong Begin, ulong End) Times { get; init; }

    /// <summary>Reads an ExportTraceServiceRequest.</summary>
    public static IEnumerable<OtlpSpan> ReadAll(byte[] request) =>
        from resource in Protobuf.Of(request).All(1)
        from scope in resource.All(2)
        from span in scope.All(2)
        select new OtlpSpan(
            scope.One(1)!.Text(1), span.Text(5), Convert.ToHexString(span.Bytes(2)), Convert.ToHexString(span.Bytes(4)),
            Protobuf.Attributes(span.All(9)))
        {
            Times = (span.Number(7), span.Number(8)),
        };
}
