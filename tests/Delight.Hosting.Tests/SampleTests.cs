using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Delight.Hosting.Tests;

/// <summary>The sample of an application with a node, as a process beside a head.</summary>
public sealed class SampleTests
{
    [Fact]
    public async Task Node_InAnAspNetCoreApplication_IsReadyWhileItsHeadIsThere()
    {
        int port = TinyTraining.FreePort();
        Uri health = new($"http://127.0.0.1:{TinyTraining.FreePort().ToString(CultureInfo.InvariantCulture)}");
        using Process sample = Start(port, health);
        try
        {
            await UntilAsync(health, HttpStatusCode.ServiceUnavailable, sample);
            DelightHead head = TinyTraining.Head(port, TinyTraining.Plan(steps: 10_000_000));
            await using (await HostedMember.StartAsync(akka => akka.WithDelightHead(head)))
            {
                await UntilAsync(health, HttpStatusCode.OK, sample);
            }

            using CancellationTokenSource end = new(HostedMember.Patience);
            await sample.WaitForExitAsync(end.Token); // without its head the application ends
        }
        finally
        {
            sample.Kill();
        }
    }

    private static Process Start(int port, Uri address)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        ProcessStartInfo start = new("dotnet", [Path.GetFullPath(Path.Combine(
            AppContext.BaseDirectory, "..", "..", "Delight.Samples.NodeInAspNet", configuration,
            "Delight.Samples.NodeInAspNet.dll"))]);
        start.Environment["DELIGHT_SECRET"] = TinyTraining.Secret;
        start.Environment["Head"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        return Process.Start(start)!;
    }

    private static Task UntilAsync(Uri address, HttpStatusCode status, Process sample) => HostedMember.UntilAsync(
        $"the sample answers {status}",
        async () =>
        {
            try
            {
                return (await HostedMember.HealthAsync(new Uri(address, "health/ready"))).Status == status;
            }
            catch (HttpRequestException)
            {
                return false; // it does not listen yet
            }
        },
        () => Task.FromResult(sample.HasExited ? "it has ended" : "it runs"));
}
