using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;
using Delight.Host.Tests.CommandLine;

namespace Delight.Host.Tests.Runs;

/// <summary>Simulated runs without faults end with the parameters that they had at commit ff4287b, on the runtime of
/// the first edition; runs with faults end.</summary>
/// <remarks>
/// <c>final-parameters.json</c> has 46 short runs of that commit: 40 without faults, 6 of <c>chaos</c>. Draws, batches
/// and learning moved to Akka.NET, and did not change. What a crash takes with it did.
/// <c>policy</c> is a hash of <c>policy.npz</c>: of each member the first 16 hexadecimal digits of its SHA-256, and of
/// all of them, written as Python's <c>json.dumps(d, sort_keys=True)</c> writes them, the first 16 again.
/// </remarks>
public sealed class FinalParametersTests
{
    private const int Digits = 16;

    private static readonly JsonArray Runs = JsonNode.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "final-parameters.json")))!.AsArray();

    /// <summary>Scenario, estimator and seed of each.</summary>
    public static IEnumerable<object[]> All => Runs.Select(run => new object[]
    {
        (string)run!["scenario"]!, (string)run["estimator"]!, run["seed"]!.ToJsonString(),
    });

    [Fact]
    public void Runs_OfTheFixture_Are46() => Assert.Equal(46, All.Count());

    [Theory]
    [MemberData(nameof(All))]
    [Trait("Category", "Parameters")]
    public async Task Simulate_RunOfTheFixture_EndsWithTheSameParameters(string scenario, string estimator, string seed)
    {
        JsonNode before = Runs.Single(run => (string)run!["scenario"]! == scenario
            && (string)run["estimator"]! == estimator && run["seed"]!.ToJsonString() == seed)!;
        using TemporaryFolder folder = new();

        HostRun run = await HostRun.OfAsync(
            "simulate", scenario, "--estimator", estimator, "--seed", seed, "--steps", before["steps"]!.ToJsonString(),
            "--out", folder.File("run"), "--json");

        Assert.True(run.ExitCode == 0, run.Error);
        JsonNode after = JsonNode.Parse(run.Output)!;
        after["policy"] = PolicyHash(Path.Combine(folder.File("run"), RunFolder.PolicyFile));
        if (scenario == "chaos")
        {
            Assert.True((long)after["restarts"]! > 0, "nobody has crashed.");
            Assert.True((double)after["error"]! < 0.5, $"error {after["error"]}");
            return;
        }

        string[] keys = ["policy", "error", "episodes", "restarts", "recoveries", "dropped", "virtualSeconds"];
        Assert.Equal(Line(before, keys), Line(after, keys));
        Assert.Equal(before["staleness"]!.ToJsonString(), after["staleness"]!.ToJsonString());
    }

    private static string Line(JsonNode run, string[] keys) =>
        string.Join(", ", keys.Select(key => $"{key} {run[key]!.ToJsonString()}"));

    private static string PolicyHash(string file)
    {
        using ZipArchive archive = ZipFile.OpenRead(file);
        IEnumerable<string> members = archive.Entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(entry =>
            {
                using Stream content = entry.Open();
                return $"\"{Path.GetFileNameWithoutExtension(entry.Name)}\": \"{Hex(SHA256.HashData(content))}\"";
            });
        return Hex(SHA256.HashData(Encoding.UTF8.GetBytes("{" + string.Join(", ", members) + "}")));
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash)[..Digits];
}
