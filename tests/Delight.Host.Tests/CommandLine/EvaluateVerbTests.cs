using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;

namespace Delight.Host.Tests.CommandLine;

public sealed class EvaluateVerbTests : IDisposable
{
    private const string Reversal = """
        {
          "name": "short", "task": { "name": "token-reversal", "length": 3 },
          "policy": { "name": "transformer", "width": 8, "heads": 2, "layers": 1, "feedForward": 16 },
          "baseline": "group-mean", "seed": 5,
          "learner": { "steps": 3, "batchRows": 20, "samplesPerContext": 4 },
          "workers": [ { "pool": "rollout", "rowsPerRequest": 20 } ],
          "evaluation": { "every": 3, "rows": 200 }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public EvaluateVerbTests() => File.WriteAllText(Scenario, Reversal);

    private string Scenario => _folder.File("short.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Evaluate_RunOrItsArchiveByScenario_HasTheRunsError()
    {
        JsonNode run = await SimulateAsync("run");
        string archive = Path.Combine(_folder.File("run"), RunFolder.PolicyFile);

        JsonNode byRun = await JsonOfAsync("evaluate", _folder.File("run"), "--json");
        JsonNode byScenario = await JsonOfAsync("evaluate", Scenario, "--policy", archive, "--json");
        JsonNode byInitial = await JsonOfAsync("evaluate", Scenario, "--set", $"policy.initial={archive}", "--json");

        double error = (double)run["error"]!;
        Assert.InRange(error, 0.5, 0.999);
        Assert.Equal(error, (double)byRun["error"]!);
        Assert.Equal(error, (double)byScenario["error"]!);
        Assert.Equal(error, (double)byInitial["error"]!);
        Assert.Equal((3, 200), ((int)byRun["steps"]!, (int)byRun["rows"]!));
        Assert.Equal("kernels", (string?)byScenario["engine"]);
        Assert.Null(byScenario["steps"]);
    }

    [Fact]
    public async Task Evaluate_Logits_AreThoseOfTheAnswers()
    {
        await SimulateAsync("run");
        string file = _folder.File("logits.npz");

        HostRun run = await HostRun.OfAsync("evaluate", _folder.File("run"), "--logits", file);

        Assert.True(run.ExitCode == 0, run.Error);
        IReadOnlyList<NumpyArray> arrays = NumpyArchive.Read(file);
        Assert.Equal(["inputs", "answers", "logits"], arrays.Select(array => array.Name));
        Assert.Equal([[100, 3], [100, 3], [100, 3, 2]], arrays.Select(array => array.Shape));
        Assert.All(arrays[0].Values.ToArray(), token => Assert.InRange(token, 0, 1));
        Assert.Equal(2, arrays[1].Values.ToArray().Distinct().Count());
        Assert.True(arrays[2].Values.ToArray().Distinct().Count() > 20, "logits differ");
    }

    [Fact]
    public async Task Evaluate_WhatDoesNotFit_IsOneLineEach()
    {
        await SimulateAsync("run");
        string archive = Path.Combine(_folder.File("run"), RunFolder.PolicyFile);

        Assert.Contains("the scenario has no policy.initial", await RefusalAsync("evaluate", Scenario),
            StringComparison.Ordinal);
        Assert.Contains("neither the folder of a run nor a scenario", await RefusalAsync("evaluate", "runs/none"),
            StringComparison.Ordinal);
        Assert.Contains("there is no such file", await RefusalAsync("evaluate", Scenario, "--policy", "none.npz"),
            StringComparison.Ordinal);
        string refusal = await RefusalAsync(
            "evaluate", Scenario, "--policy", archive, "--set", "policy.width=16", "--set", "policy.feedForward=20");
        Assert.Contains("does not fit the policy transformer(", refusal, StringComparison.Ordinal);
        Assert.Contains("'embedding.token' is (2, 8) there and (2, 16) here", refusal, StringComparison.Ordinal);
        Assert.Contains("and 6 more", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_ArchiveOfAnotherWriter_HasTheErrorOfOurs()
    {
        await SimulateAsync("run");
        string own = Path.Combine(_folder.File("run"), RunFolder.PolicyFile), other = _folder.File("other.npz");
        WriteAsOthersDo(other, NumpyArchive.Read(own), array => array.Name);

        HostRun ours = await HostRun.OfAsync("evaluate", _folder.File("run"), "--json");
        HostRun theirs = await HostRun.OfAsync("evaluate", _folder.File("run"), "--policy", other, "--json");

        Assert.True(theirs.ExitCode == 0, theirs.Error);
        Assert.Equal(
            (double?)JsonNode.Parse(ours.Output)!["rewardMean"], (double?)JsonNode.Parse(theirs.Output)!["rewardMean"]);
        Assert.Equal(
            NumpyArchive.Read(own).SelectMany(array => array.Values.ToArray()),
            NumpyArchive.Read(other).SelectMany(array => array.Values.ToArray()));
    }

    [Fact]
    public async Task Evaluate_ArchiveWithoutNames_SaysHowToSaveIt()
    {
        await SimulateAsync("run");
        int index = 0;
        string other = _folder.File("other.npz");
        WriteAsOthersDo(
            other, NumpyArchive.Read(Path.Combine(_folder.File("run"), RunFolder.PolicyFile)), _ => $"arr_{index++}");

        Assert.EndsWith(
            "Save each array by its name: numpy.savez(file, **{'embedding.token': ...}).",
            await RefusalAsync("evaluate", Scenario, "--policy", other), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_TransposedWeights_SaysSo()
    {
        await SimulateAsync("run");
        string other = _folder.File("other.npz");
        NumpyArray[] arrays =
        [
            .. NumpyArchive.Read(Path.Combine(_folder.File("run"), RunFolder.PolicyFile))
                .Select(array => array with { Shape = [.. array.Shape.Reverse()] }),
        ];
        WriteAsOthersDo(other, arrays, array => array.Name);

        Assert.Contains(
            "'embedding.token' is (8, 2) there and (2, 8) here, so save its transpose",
            await RefusalAsync("evaluate", Scenario, "--policy", other), StringComparison.Ordinal);
    }

    /// <summary>As <c>numpy.savez_compressed</c> writes big-endian doubles in Fortran order.</summary>
    private static void WriteAsOthersDo(string path, IEnumerable<NumpyArray> arrays, Func<NumpyArray, string> nameOf)
    {
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (NumpyArray array in arrays)
        {
            using Stream stream = archive.CreateEntry(nameOf(array) + ".npy", CompressionLevel.Optimal).Open();
            byte[] header = Encoding.ASCII.GetBytes(
                $"{{'descr': '>f8', 'fortran_order': True, 'shape': ({string.Join(", ", array.Shape)},), }}\n");
            stream.Write([0x93, .. "NUMPY"u8, 1, 0, .. BitConverter.GetBytes((ushort)header.Length), .. header]);
            int rows = array.Shape[0], columns = array.Values.Length / rows;
            for (int column = 0; column < columns; column++)
            {
                for (int row = 0; row < rows; row++)
                {
                    byte[] value = new byte[sizeof(double)];
                    BinaryPrimitives.WriteDoubleBigEndian(value, array.Values.Span[(row * columns) + column]);
                    stream.Write(value);
                }
            }
        }
    }

    /// <summary>With a learning rate far below the spacing of floats a step changes nothing.</summary>
    [Fact]
    public async Task Simulate_PolicyInitial_BeginsWithItsWeights()
    {
        await SimulateAsync("first");
        byte[] first = File.ReadAllBytes(Path.Combine(_folder.File("first"), RunFolder.PolicyFile));
        string archive = Path.Combine(_folder.File("first"), RunFolder.PolicyFile);

        await SimulateAsync(
            "second", "--seed", "9", "--set", "optimiser.learningRate=1e-30", "--set", $"policy.initial={archive}");

        Assert.Equal(first, File.ReadAllBytes(Path.Combine(_folder.File("second"), RunFolder.PolicyFile)));
    }

    [Fact]
    public async Task Simulate_PolicyInitialThatDoesNotFit_IsRefusedBeforeAnythingStarts()
    {
        await SimulateAsync("first");
        string archive = Path.Combine(_folder.File("first"), RunFolder.PolicyFile), next = _folder.File("next");

        string refusal = await RefusalAsync(
            "simulate", Scenario, "--out", next, "--set", $"policy.initial={archive}", "--set", "policy.layers=2");

        Assert.StartsWith("--set: policy.initial is '", refusal, StringComparison.Ordinal);
        Assert.Contains("it has no 'layer1.attention.norm' (8)", refusal, StringComparison.Ordinal);
        Assert.False(Directory.Exists(next));
    }

    private Task<JsonNode> SimulateAsync(string name, params string[] more) =>
        JsonOfAsync(["simulate", Scenario, "--out", _folder.File(name), "--json", .. more]);

    private static async Task<JsonNode> JsonOfAsync(params string[] arguments)
    {
        HostRun run = await HostRun.OfAsync(arguments);
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonNode.Parse(run.Output)!;
    }

    private static async Task<string> RefusalAsync(params string[] arguments)
    {
        HostRun run = await HostRun.OfAsync(arguments);
        Assert.Equal(2, run.ExitCode);
        return Assert.Single(run.Problems);
    }
}
