using Delight.Development.Bench;

namespace Delight.Host.Tests.Bench;

public sealed class PythonSearchTests
{
    [Fact]
    public void Candidates_InterpreterChosen_IsTheOnlyOne() =>
        Assert.Equal(["my-python"], PythonSearch.Candidates("my-python", Path.GetTempPath()));

    [UnixFact]
    public void Candidates_NothingChosen_AreThoseOnPathFirst()
    {
        using FakePython fake = new("exit 0");

        string path = $"/no/such/folder:{fake.Folder}:{fake.Folder}";
        IReadOnlyList<string> candidates = PythonSearch.Candidates(null, path);

        Assert.Equal(fake.Interpreter, candidates[0]);
        Assert.Single(candidates, fake.Interpreter);
        Assert.DoesNotContain(candidates, path => path.StartsWith("/no/such", StringComparison.Ordinal));
    }

    [UnixFact]
    public void Find_SeveralCandidates_TakesTheFirstThatImportsTorch()
    {
        using FakePython without = new("echo ModuleNotFoundError >&2; exit 1");
        using FakePython with = new("""[ "$1 $2" = "-c import torch" ]""");
        string[] candidates = ["/no/such/python3", without.Interpreter, with.Interpreter];

        Assert.Equal(with.Interpreter, PythonSearch.Find(candidates, out string reason));
        Assert.Equal(string.Empty, reason);
    }

    [UnixFact]
    public void Find_NoneImportsTorch_SaysWhatWasTriedAndTheRemedy()
    {
        using FakePython without = new("exit 1");

        Assert.Null(PythonSearch.Find([without.Interpreter], out string reason));
        Assert.Contains(without.Interpreter, reason, StringComparison.Ordinal);
        Assert.Contains("set DELIGHT_PYTHON", reason, StringComparison.Ordinal);
    }
}
