using Akka.Remote;
using Delight.Simulation.Entropy;

namespace Delight.Simulation.Cluster.Tests.Determinism;

public sealed class NondeterminismScanTests
{
    public static TheoryData<string> Assemblies => ["Akka.Remote", "Akka.Cluster", "Akka.Cluster.Tools"];

    /// <summary>An update of Akka.NET that adds a clock, a deadline, a random number or a thread changes these lists.
    /// Look at each new line and find its remedy before you approve it.</summary>
    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Of_AnAssemblyOfAkka_IsTheApprovedList(string assembly)
    {
        string file = Path.Combine(
            AppContext.BaseDirectory, "Determinism", $"approved-{assembly.ToLowerInvariant()}.txt");
        string[] found = [.. NondeterminismScan.Of(Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll"))
            .Where(finding => !finding.What.StartsWith("sets static", StringComparison.Ordinal)
                && !finding.What.Contains("GetChildren", StringComparison.Ordinal)
                && !finding.Method.StartsWith("Akka.Remote.Deadline::", StringComparison.Ordinal))
            .Select(finding => $"{finding.Method} {finding.What}").Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];

        string[] approved = [.. File.ReadAllLines(file).Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Order(StringComparer.Ordinal)];
        Assert.Equal(approved, found);
    }

    [Fact]
    public void Suspects_Deadlines_AreAmongThem() => Assert.Contains(
        NondeterminismScan.Of(typeof(Deadline).Assembly.Location),
        finding => finding.What == "calls Akka.Remote.Deadline::get_Now");
}
