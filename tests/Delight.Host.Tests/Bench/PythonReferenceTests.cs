using Delight.Development.Bench;

namespace Delight.Host.Tests.Bench;

public sealed class PythonReferenceTests
{
    // The shell reads the script, instead of the system running a file that was written a moment ago: where another
    // test starts a process in between, that file is still open in the child and refuses to run.
    private const string Shell = "/bin/sh";

    private const string Header =
        """echo '{"torch": "9.9", "blas": "openblas", "python": "/x/python3", "optimiser": "Adam"}'""";

    [UnixFact]
    public void Run_ScriptThatFollowsTheProtocol_ReturnsItsSeconds()
    {
        using FakePython fake = new(
            $"{Header}\nwhile read verb steps; do echo \"{{\\\"seconds\\\": $steps.5}}\"; done");
        using PythonReference? reference = PythonReference.StartIn(Shell, fake.Script, out string reason);

        Assert.Equal(string.Empty, reason);
        Assert.Equal(new PythonReferenceHeader("9.9", "openblas", "/x/python3", "Adam"), reference!.Header);
        Assert.Equal(3.5, reference.Run(3));
        Assert.Equal(200.5, reference.Run(200));
    }

    [UnixFact]
    public void StartIn_AnyInterpreter_GetsTheScriptAndItsThreads()
    {
        using FakePython fake = new(
            """echo "{\"torch\": \"$0\", \"blas\": \"$OMP_NUM_THREADS$OPENBLAS_NUM_THREADS$MKL_NUM_THREADS\", """
            + """\"python\": \"\", \"optimiser\": \"\"}"; read line""");
        using PythonReference? reference = PythonReference.StartIn(Shell, fake.Script, out _);

        Assert.Equal(fake.Script, reference!.Header.Torch);
        Assert.Equal("111", reference.Header.Blas);
        using PythonReference? two = PythonReference.StartIn(Shell, fake.Script, out _, threads: 2);
        Assert.Equal("222", two!.Header.Blas);
    }

    [UnixFact]
    public void Run_ScriptThatEnds_NamesItsLastWords()
    {
        using FakePython fake = new(
            $"{Header}\nread line; echo Traceback >&2; echo 'MemoryError: too big' >&2; exit 1");
        using PythonReference? reference = PythonReference.StartIn(Shell, fake.Script, out _);

        IOException failure = Assert.Throws<IOException>(() => reference!.Run(1));
        Assert.Equal("MemoryError: too big", failure.Message);
    }

    [UnixFact]
    public void Run_AnswerWithoutSeconds_IsRefused()
    {
        using FakePython fake = new($"{Header}\nread line; echo '{{\"minutes\": 1}}'; read line");
        using PythonReference? reference = PythonReference.StartIn(Shell, fake.Script, out _);

        IOException failure = Assert.Throws<IOException>(() => reference!.Run(1));
        Assert.Contains("minutes", failure.Message, StringComparison.Ordinal);
    }

    [UnixFact]
    public void StartIn_HeaderThatIsNoJson_IsNullWithTheReason()
    {
        using FakePython fake = new("echo 'Illegal instruction'");

        Assert.Null(PythonReference.StartIn(Shell, fake.Script, out string reason));
        Assert.Contains("'Illegal instruction', which is not JSON", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void StartIn_MissingScript_IsNullWithTheReason()
    {
        Assert.Null(PythonReference.StartIn("python3", "no-such-step.py", out string reason));
        Assert.StartsWith("the reference script no-such-step.py is missing", reason, StringComparison.Ordinal);
    }
}
