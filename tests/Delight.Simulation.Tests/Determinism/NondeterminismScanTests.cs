using Akka.Actor;
using Delight.Simulation.Entropy;
using Delight.Simulation.Programs;

namespace Delight.Simulation.Tests.Determinism;

public sealed class NondeterminismScanTests
{
    [Fact]
    public void Of_TheMarket_NamesWhatItsVariantsPlant()
    {
        ScanFinding[] found = [.. NondeterminismScan.Of(typeof(Market).Assembly.Location)];

        Assert.Equal(
        [
            "calls System.Threading.ThreadPool::QueueUserWorkItem",
            "sets static field Delight.Simulation.Programs.Market::Served",
            "calls System.DateTime::get_UtcNow",
            "calls Akka.Actor.IActorContext::GetChildren",
        ], found.Select(finding => finding.What));
        Assert.Equal(
            "Delight.Simulation.Programs.Stock::Choose calls System.DateTime::get_UtcNow: take the time from "
            + "Context.System.Scheduler.Now or a TimeProvider", found[2].ToString());
    }

    /// <summary>An update of Akka.NET that adds a clock, a random number or a thread changes this list. Look at each
    /// new line and find its remedy before you approve it.</summary>
    [Fact]
    public void Of_Akka_IsTheApprovedList()
    {
        string file = Path.Combine(AppContext.BaseDirectory, "Determinism", "approved-akka.txt");
        string[] found = [.. NondeterminismScan.Of(typeof(ActorSystem).Assembly.Location)
            .Where(finding => !finding.What.StartsWith("sets static", StringComparison.Ordinal)
                && !finding.What.Contains("GetChildren", StringComparison.Ordinal))
            .Select(finding => $"{finding.Method} {finding.What}").Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];

        string[] approved = [.. File.ReadAllLines(file).Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Order(StringComparer.Ordinal)];
        Assert.Equal(approved, found);
    }
}
