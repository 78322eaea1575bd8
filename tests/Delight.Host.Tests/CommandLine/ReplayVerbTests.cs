using System.Buffers.Binary;
using Delight.Experiments.Records;
using Delight.Experiments.Streams;
using Delight.Host.Tests.Streams;

namespace Delight.Host.Tests.CommandLine;

/// <summary>What <c>replay</c> refuses, in one line and with exit code 2, and what it only remarks.</summary>
public sealed class ReplayVerbTests : IDisposable
{
    private readonly RecordedRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Theory]
    [InlineData("dgg", "no estimator has that name. Did you mean 'dg'?")]
    [InlineData("grpo", "compares the samples of one context")]
    [InlineData("rloo", "compares the samples of one context")]
    [InlineData("vtrace", "compares the samples of one context")]
    [InlineData("grpo+opsm", "compares the samples of one context")]
    [InlineData("xent+opsm", "a mask looks at what workers chose")]
    [InlineData("dg --set learner.batchRows=10", "a replay takes its batches from the stream")]
    [InlineData("dg --set seed=2", "a replay takes its batches from the stream")]
    [InlineData("dg --set baseline=group-mean", "a group of one teaches nothing")]
    [InlineData("dg --set optimiser.learningRate=-1", "optimiser.learningRate")]
    [InlineData("dg --set optimiser.rate=1", "optimiser.rate")]
    [InlineData("pg,dg,dg(eta=1)", "dg and dg(eta=1) are the same estimator; keep one.")]
    [InlineData("kondo(shares=0.1)", "'shares' is no option")]
    public async Task Replay_WhatTheStreamOrTheBuildLacks_IsRefusedInOneLine(string asked, string reason)
    {
        string recorded = await _runs.RecordAsync(RecordedRuns.Bandit, "--steps", "3");
        HostRun run = await HostRun.OfAsync(
            ["replay", recorded, "--out", _runs.Path("replayed"), "--estimators", .. asked.Split(' ')]);
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains(reason, Assert.Single(run.Problems), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_runs.Path("replayed")));
    }

    [Fact]
    public async Task Record_ExperienceReplay_IsRefusedBeforeAnythingIsWritten()
    {
        string file = _runs.Path("scenario.json");
        await File.WriteAllTextAsync(file, RecordedRuns.Bandit);
        HostRun run = await HostRun.OfAsync(
            "simulate", file, "--record", "--set", "learner.replayBatches=4", "--out", _runs.Path("out"));
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(
            "learner.replayBatches: it is 4, and a recorded stream has each row once", Assert.Single(run.Problems),
            StringComparison.Ordinal);
        Assert.False(Directory.Exists(_runs.Path("out")));
    }

    [Fact]
    public async Task Replay_SeveralProblems_AreAllNamedAtOnce()
    {
        string recorded = await _runs.RecordAsync(RecordedRuns.Bandit, "--steps", "3");
        HostRun run = await HostRun.OfAsync(
            "replay", recorded, "--estimators", "dgg,grpo,dg", "--set", "workers[0].count=2");
        Assert.Equal((2, 3), (run.ExitCode, run.Problems.Count));
    }

    [Fact]
    public async Task Replay_NoStreamAtAll_IsRefusedInOneLine()
    {
        await File.WriteAllTextAsync(_runs.Path("text.bin"), "{ \"this\": \"is no stream at all\" }");
        await File.WriteAllBytesAsync(_runs.Path("empty.bin"), []);
        await AssertRefusedAsync(_runs.Path("text.bin"), "is no stream: it does not begin like one");
        await AssertRefusedAsync(_runs.Path("empty.bin"), "is no stream: it does not begin like one");
        await AssertRefusedAsync(_runs.Path("missing.bin"), "does not exist");
        await AssertRefusedAsync(Path.GetDirectoryName(_runs.Path("x"))!, "the run was not recorded");
    }

    [Fact]
    public async Task Replay_OtherFormatOrLayoutOrDamage_IsRefusedInOneLine()
    {
        string stream = await RecordAsync();
        byte[] bytes = await File.ReadAllBytesAsync(stream);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), 2);
        await AssertRefusedAsync(
            await WriteAsync(bytes), "has stream format 2; this build reads format 1");

        bytes = await File.ReadAllBytesAsync(stream);
        bytes[^40] ^= 1;
        await AssertRefusedAsync(await WriteAsync(bytes), "is damaged: the record at byte");

        StreamHeader header;
        using (TrajectoryStreamReader reader = TrajectoryStreamReader.Open(stream))
        {
            header = reader.Header;
        }

        string other = _runs.Path("layout.bin");
        new TrajectoryStreamWriter(other, header with { LayoutHash = header.LayoutHash + 1 }).Dispose();
        await AssertRefusedAsync(other, "was recorded with other shapes");
    }

    [Fact]
    public async Task Replay_StreamOfAResumedRun_SaysWhichUpdatesItLacks()
    {
        string stream = await RecordAsync();
        StreamHeader header;
        using (TrajectoryStreamReader reader = TrajectoryStreamReader.Open(stream))
        {
            header = reader.Header;
        }

        string resumed = _runs.Path("resumed.bin");
        using (TrajectoryStreamWriter writer = new(resumed, header))
        {
            writer.Body.Write(new Learning.Parameters.PolicyVersion(1, 20));
            writer.Write(StreamRecordKind.Life);
        }

        await AssertRefusedAsync(resumed, "lacks updates 1 to 20");
    }

    [Fact]
    public async Task Replay_TruncatedStream_LearnsFromWhatIsWholeAndSaysSo()
    {
        string stream = await RecordAsync();
        byte[] bytes = await File.ReadAllBytesAsync(stream);
        string cut = await WriteAsync(bytes[..(bytes.Length / 2)]);
        (HostRun run, RunRecord[] records) = await _runs.ReplayAsync(cut, "--estimators", "dg");
        Assert.Contains("is cut off within a record", Assert.Single(run.Problems), StringComparison.Ordinal);
        Assert.InRange(Assert.Single(records).Steps, 3, 7);
    }

    [Fact]
    public async Task Replay_TruncatedBeforeTheFirstUpdate_IsRefusedInOneLine()
    {
        string stream = await RecordAsync();
        byte[] bytes = await File.ReadAllBytesAsync(stream);
        int header = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(StreamFormat.PrefixBytes + 1));
        string cut = await WriteAsync(bytes[..(header + 40)]);
        HostRun run = await HostRun.OfAsync("replay", cut, "--estimators", "dg", "--out", _runs.Path("replayed"));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("no update that counts", run.Problems[^1], StringComparison.Ordinal);
        await AssertRefusedAsync(await WriteAsync(bytes[..100]), "cut off at its beginning");
    }

    private async Task<string> RecordAsync() =>
        Path.Combine(await _runs.RecordAsync(RecordedRuns.Bandit, "--steps", "10"), RunFolder.StreamFile);

    private async Task<string> WriteAsync(byte[] bytes)
    {
        string path = _runs.Path("changed.bin");
        await File.WriteAllBytesAsync(path, bytes);
        return path;
    }

    private static async Task AssertRefusedAsync(string stream, string reason)
    {
        HostRun run = await HostRun.OfAsync("replay", stream, "--estimators", "dg");
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains(reason, Assert.Single(run.Problems), StringComparison.Ordinal);
    }
}
