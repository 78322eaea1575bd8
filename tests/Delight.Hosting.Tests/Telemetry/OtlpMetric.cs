namespace Delight.Hosting.Tests.Telemetry;

/// <summary>An instrument as it was exported.</summary>
/// <param name="Service">Of the resource.</param>
/// <param name="Meter">Of the scope.</param>
/// <param name="Name">Of the instrument.</param>
/// <param name="Unit">Of the instrument.</param>
/// <param name="Kind"><c>counter</c>, <c>level</c> or <c>histogram</c>.</param>
/// <param name="Points">One for each set of attributes.</param>
internal sealed record OtlpMetric(
    string Service, string Meter, string Name, string Unit, string Kind, IReadOnlyList<OtlpMetric.Point> Points)
{
    /// <summary>The one value of an instrument without attributes.</summary>
    public long Value => Points.Single().Value;

    /// <summary>The value with one value of its attribute; 0 where there is none.</summary>
    public long ValueOf(string attribute) =>
        Points.Where(point => point.Attributes.Values.Contains(attribute)).Sum(point => point.Value);

    /// <summary>Reads an ExportMetricsServiceRequest.</summary>
    public static IEnumerable<OtlpMetric> ReadAll(byte[] request) =>
        from resource in Protobuf.Of(request).All(1)
        let about = Protobuf.Attributes(resource.One(1)!.All(1))
        from scope in resource.All(2)
        from metric in scope.All(2)
        select Read((string)about["service.name"], scope.One(1)!.Text(1), metric);

    private static OtlpMetric Read(string service, string meter, Protobuf metric)
    {
        const int Sum = 7, Histogram = 9;
        Protobuf? sum = metric.One(Sum);
        string kind = sum is null ? "histogram" : sum.Number(3) == 1 ? "counter" : "level";
        return new OtlpMetric(
            service, meter, metric.Text(1), metric.Text(3), kind,
            [.. (sum ?? metric.One(Histogram)!).All(1).Select(point => sum is null ? Bins(point) : Number(point))]);
    }

    // NumberDataPoint: attributes 7, as_int 6. HistogramDataPoint: attributes 9, count 4, sum 5.
    private static Point Number(Protobuf point) =>
        new(Protobuf.Attributes(point.All(7)), (long)point.Number(6), 0);

    private static Point Bins(Protobuf point) => new(
        Protobuf.Attributes(point.All(9)), (long)point.Number(4), BitConverter.UInt64BitsToDouble(point.Number(5)));

    /// <summary>A value, or the count and the sum of a histogram.</summary>
    internal sealed record Point(IReadOnlyDictionary<string, object> Attributes, long Value, double Sum);
}
