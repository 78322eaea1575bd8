using Akka.Hosting;
using Delight.Actors.Coordination;
using Delight.Hosting.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Delight.Hosting.Tests;

/// <summary>The head of docs/hosting.md, as it stands there.</summary>
public sealed class DocumentedHeadTests
{
    [Fact]
    public async Task Head_OfThePage_TrainsAndEndsItsApplication()
    {
        int port = TinyTraining.FreePort();
        TrainingPlan plan = TinyTraining.Plan(steps: 20);
        Task application = RunAsync(TinyTraining.Head(port, plan));
        DelightNode node = new(TinyTraining.Node(port)) { Hocon = TinyTraining.Fast };
        await using HostedMember nodeHost = await HostedMember.StartAsync(akka => akka.WithDelightNode(node));
        await application.WaitAsync(HostedMember.Patience);
        Assert.Equal(20, plan.Totals.Updates);
    }

    private static async Task RunAsync(DelightHead head)
    {
        #region head
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Services.AddAkka(DelightMember.SystemName, akka => akka.WithDelightHead(head));
        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddDelightInstrumentation())
            .WithTracing(traces => traces.AddDelightInstrumentation());
        await builder.Build().RunAsync(); // until the training has ended
        #endregion
    }
}
