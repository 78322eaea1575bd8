using Akka.Hosting;
using Delight.Actors.Cluster;
using Delight.Experiments.Cluster;
using Delight.Hosting;
using Endpoint = Delight.Actors.Cluster.Endpoint;

#region node
WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks();
builder.Services.AddAkka(DelightMember.SystemName, akka => akka.WithDelightNode(new NodeOptions
{
    Seeds = [Endpoint.Parse(builder.Configuration["Head"] ?? "127.0.0.1:4053")],
    Workers = builder.Configuration.GetValue("Workers", 2),
    Secret = builder.Configuration["DELIGHT_SECRET"] ?? throw new InvalidOperationException("Set DELIGHT_SECRET."),
    Prepare = scenario => HeadScenario.Prepare(scenario),
    Time = TimeProvider.System,
}));

WebApplication application = builder.Build();
application.MapGet("/", () => "A node of Delight. Look at /health/live and /health/ready.");
application.MapHealthChecks("/health/live", new() { Predicate = check => check.Tags.Contains("live") });
application.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") });
await application.RunAsync();
#endregion
