using System.Text.Json;
using Delight.Actors.Recording;
using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;
using Delight.Experiments.Text;
using Delight.Learning.Parameters;

namespace Delight.Experiments.Tests.Records;

public sealed class FileCheckpointStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _passedOver = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_NewFolder_HasNeitherTermNorCheckpoint()
    {
        using FileCheckpointStore store = Open();
        Assert.Null(store.Term);
        Assert.Null(store.Load());
        Assert.Null(store.LoadComplete());
        Assert.False(FileCheckpointStore.HasCheckpoint(_folder.Path));
    }

    [Fact]
    public void BeginTerm_OpenedAgain_IsTheNewestTerm()
    {
        using (FileCheckpointStore store = Open())
        {
            store.BeginTerm(0);
            store.BeginTerm(12);
        }

        using FileCheckpointStore again = Open();
        Assert.Equal(12, again.Term);
        Assert.Throws<ArgumentOutOfRangeException>(() => again.BeginTerm(12));
    }

    [Fact]
    public void Save_ManyTimes_KeepsTheNewestTwoOverTerms()
    {
        using FileCheckpointStore store = Open();
        Save(store, 0, 10, 20, 30);
        Save(store, 1, 20);
        Assert.Equal(["0-30.checkpoint", "0-30.totals.json", "1-20.checkpoint", "1-20.totals.json"], Files());
        Assert.Equal(20, store.Load()!.Trainer.Steps);
    }

    [Fact]
    public void LoadComplete_NewestWithoutTotals_IsTheOneBefore()
    {
        using FileCheckpointStore store = Open();
        Save(store, 0, 10);
        store.Save(CheckpointSamples.At(20));
        SavedCheckpoint saved = store.LoadComplete()!;
        Assert.Equal(new PolicyVersion(0, 10), saved.Version);
        Assert.Equal(20, store.Load()!.Trainer.Steps); // a learner of the same process needs no totals
        Assert.StartsWith("0-20.totals.json is missing", Assert.Single(_passedOver), StringComparison.Ordinal);

        store.RemoveAfter(saved.Version);
        Assert.Equal(10, store.Load()!.Trainer.Steps);
    }

    [Fact]
    public void LoadComplete_Totals_ReadBackEqual()
    {
        using FileCheckpointStore store = Open();
        Save(store, 0, 10);
        CheckpointTotals read = store.LoadComplete()!.Totals, written = CheckpointSamples.Totals(10);
        Assert.Equal(written.WallTime, read.WallTime);
        RunTotalsState again = new RunTotals(read.Totals).Capture();
        Assert.Equal(JsonSerializer.Serialize(written.Totals), JsonSerializer.Serialize(again));
    }

    [Theory]
    [InlineData(100, "is cut off or damaged: its 100 bytes do not have the hash at their end")]
    [InlineData(3, "does not begin like a checkpoint")]
    public void Load_NewestCutOff_IsTheOneBeforeAndSaysSoOnce(int bytes, string reason)
    {
        using FileCheckpointStore store = Open();
        Save(store, 0, 10, 20);
        CutOff("0-20.checkpoint", bytes);
        Assert.Equal(10, store.Load()!.Trainer.Steps);
        Assert.Equal(10, store.LoadComplete()!.Version.Step);
        Assert.Equal($"0-20.checkpoint {reason}; an older one is taken.", Assert.Single(_passedOver));
    }

    [Fact]
    public void Load_AllCutOff_IsRefusedInOneLine()
    {
        using FileCheckpointStore store = Open();
        Save(store, 0, 10, 20);
        CutOff("0-10.checkpoint", 50);
        CutOff("0-20.checkpoint", 50);
        foreach (Func<object?> load in (Func<object?>[])[store.Load, store.LoadComplete])
        {
            string problem = Assert.Single(Assert.Throws<UserErrorException>(load).Problems);
            Assert.Contains("has 2 checkpoints and none can be used", problem, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(
        "mnist()", "logits (1, 3)", 3, "it is of the task bernoulli-bandit(arms=3); this run's task is mnist()")]
    [InlineData(
        "bernoulli-bandit(arms=3)", "logits (1, 4)", 4,
        "its policy has 3 parameters, logits (1, 3); this run's policy has 4, logits (1, 4)")]
    public void Load_CheckpointOfSomethingElse_IsRefused(string task, string layout, int count, string difference)
    {
        using (FileCheckpointStore store = Open())
        {
            Save(store, 0, 10);
        }

        using FileCheckpointStore other =
            FileCheckpointStore.Open(_folder.Path, new CheckpointOrigin(task, layout, count), _passedOver.Add);
        string problem = Assert.Single(Assert.Throws<UserErrorException>(() => other.LoadComplete()).Problems);
        Assert.Contains(
            $"0-10.checkpoint does not belong to this run: {difference}.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WhileInUse_IsRefused()
    {
        using FileCheckpointStore store = Open();
        string problem = Assert.Single(Assert.Throws<UserErrorException>(Open).Problems);
        Assert.Contains("a run has one process at a time", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_DamagedTerm_IsRefused()
    {
        using (FileCheckpointStore store = Open())
        {
            store.BeginTerm(1);
        }

        File.WriteAllText(PathOf("term"), "term 1");
        string problem = Assert.Single(Assert.Throws<UserErrorException>(Open).Problems);
        Assert.Contains("holds 'term 1'; it must hold the word term and a number", problem, StringComparison.Ordinal);
    }

    private static void Save(FileCheckpointStore store, int term, params long[] steps)
    {
        store.BeginTerm(term);
        foreach (long step in steps)
        {
            store.Save(CheckpointSamples.At(step));
            store.SaveTotals(new PolicyVersion(term, step), CheckpointSamples.Totals(step));
        }
    }

    private FileCheckpointStore Open() =>
        FileCheckpointStore.Open(_folder.Path, CheckpointSamples.Origin, _passedOver.Add);

    private string PathOf(string file) => Path.Combine(_folder.Path, RunFolder.CheckpointsFolder, file);

    private void CutOff(string file, int bytes)
    {
        using FileStream stream = File.OpenWrite(PathOf(file));
        stream.SetLength(bytes);
    }

    private string[] Files() =>
    [
        .. Directory.GetFiles(Path.Combine(_folder.Path, RunFolder.CheckpointsFolder), "*-*")
            .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal),
    ];
}
