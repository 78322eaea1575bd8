using Delight.Actors.Telemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Delight.Hosting.Telemetry;

/// <summary>Adds Delight to what OpenTelemetry exports.</summary>
public static class DelightInstrumentation
{
    /// <summary>Exports the instruments of Delight; docs/hosting.md lists them.</summary>
    public static MeterProviderBuilder AddDelightInstrumentation(this MeterProviderBuilder builder) =>
        builder.AddMeter(DelightTelemetry.MeterName);

    /// <summary>Exports a span for each update of a learner, with its phases.</summary>
    /// <remarks>A learner may take hundreds of updates a second. <c>OTEL_TRACES_SAMPLER=traceidratio</c> and
    /// <c>OTEL_TRACES_SAMPLER_ARG=0.01</c> take one of a hundred.</remarks>
    public static TracerProviderBuilder AddDelightInstrumentation(this TracerProviderBuilder builder) =>
        builder.AddSource(DelightTelemetry.SourceName);
}
