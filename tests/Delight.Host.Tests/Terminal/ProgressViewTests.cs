using Delight.Actors.Recording;
using Delight.Experiments.Records;
using Delight.Experiments.Runs;
using Delight.Experiments.Tests.Support;
using Delight.Host.Terminal;
using Spectre.Console;

namespace Delight.Host.Tests.Terminal;

public sealed class ProgressViewTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly StringWriter _writer = new();

    public void Dispose() => _writer.Dispose();

    [Fact]
    public void Advance_Redirected_WritesALinePerTenth()
    {
        RunProgress run = Redirected().Add("dg seed 1", 10_000);
        for (int step = 100; step <= 10_000; step += 100)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(20));
            run.Advance(step, 1004);
        }

        run.Evaluate(0.024);
        run.End(RunStatus.Finished);

        string[] lines = Lines();
        Assert.Equal(10, lines.Length);
        Assert.Equal("dg seed 1: step 1,000 of 10,000 (10 %), error –, staleness 1,004, 1.8 s left", lines[0]);
        Assert.Equal(
            "dg seed 1: step 10,000 of 10,000 (100 %), error 2.4 %, staleness 1,004, finished after 2 s", lines[9]);
    }

    [Fact]
    public void Advance_ResumedRun_CountsThePaceOfThisProcessAlone()
    {
        // 8,000 steps were there before: 500 more took a second, so the 1,500 that are left take three.
        RunProgress run = Redirected().Add("dg seed 1", 10_000, 8000);
        _clock.Advance(TimeSpan.FromSeconds(1));
        run.Advance(8500, 3);
        Assert.Equal(TimeSpan.FromSeconds(3), run.State.Left);
        _clock.Advance(TimeSpan.FromSeconds(1));
        run.Advance(9000, 3);
        Assert.Equal(
            ["dg seed 1: step 9,000 of 10,000 (90 %), error –, staleness 3.0, 2 s left"], Lines());
    }

    [Fact]
    public void Advance_SlowRun_WritesALineEveryTenSeconds()
    {
        RunProgress run = Redirected().Add("pg", 1_000_000);
        for (int step = 1; step <= 25; step++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            run.Advance(step, 0);
        }

        Assert.Equal(2, Lines().Length);
        Assert.StartsWith("pg: step 10 of 1,000,000 (0 %)", Lines()[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShowAsync_RunsOnSeveralThreads_WritesWholeLines()
    {
        ProgressView view = Redirected();

        await view.ShowAsync(() => Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() =>
        {
            RunProgress run = view.Add($"run{n}", 1000);
            for (int step = 1; step <= 1000; step++)
            {
                run.Advance(step, n);
            }

            run.End(RunStatus.Finished);
        }))));

        string[] lines = Lines();
        Assert.Equal(80, lines.Length);
        Assert.All(
            lines, line =>
                Assert.Matches(@"^run\d: step [\d,]+ of 1,000 \(\d+ %\), error –, staleness \d(\.\d)?, .+$", line));
    }

    [Fact]
    public async Task ShowAsync_WorkThrows_Throws()
    {
        InvalidOperationException failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Redirected().ShowAsync(() => throw new InvalidOperationException("broke")));

        Assert.Equal("broke", failure.Message);
    }

    [Fact]
    public async Task ShowAsync_Terminal_DrawsATableInsteadOfLines()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(_writer),
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
        });
        ProgressView view = new(console, _clock);
        Assert.True(view.IsLive);

        await view.ShowAsync(() =>
        {
            RunProgress run = view.Add("tis[cap=1]", 400);
            run.Advance(100, 30.5);
            run.Evaluate(0.5);
            run.End(RunStatus.Failed);
            return Task.CompletedTask;
        });

        string text = _writer.ToString();
        Assert.Contains("tis[cap=1]", text, StringComparison.Ordinal);
        Assert.Contains("100 of 400", text, StringComparison.Ordinal);
        Assert.Contains("50.0", text, StringComparison.Ordinal);
        Assert.Contains("failed", text, StringComparison.Ordinal);
        Assert.DoesNotContain("tis[cap=1]: step", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_MoreRunsThanLines_ShowsThoseUnderWay()
    {
        IAnsiConsole console = HostConsole.Create(_writer, isRedirected: true, null);
        console.Profile.Height = 8;
        ProgressView view = new(console, _clock);
        view.Add("done", 10).End(RunStatus.Finished);
        view.Add("slow", 10).Advance(1, 0);
        view.Add("fast", 10).Advance(5, 0);
        _writer.GetStringBuilder().Clear();

        console.Write(view.Render());

        string text = _writer.ToString();
        Assert.True(text.IndexOf("fast", StringComparison.Ordinal) < text.IndexOf("slow", StringComparison.Ordinal));
        Assert.DoesNotContain("done", text, StringComparison.Ordinal);
        Assert.Contains("and 1 more run", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_NoColorOrRedirected_HasNoColours()
    {
        Assert.Equal(
            ColorSystem.NoColors,
            HostConsole.Create(_writer, isRedirected: false, "1").Profile.Capabilities.ColorSystem);
        IAnsiConsole redirected = HostConsole.Create(_writer, isRedirected: true, null);
        Assert.Equal(ColorSystem.NoColors, redirected.Profile.Capabilities.ColorSystem);
        Assert.False(redirected.Profile.Capabilities.Ansi);
    }

    [Fact]
    public void ProgressSink_Measurements_GoToTheRecorderAndTheView()
    {
        ListSink list = new();
        RunProgress progress = Redirected().Add("dg", 100);
        ProgressSink sink = new(list, progress);

        sink.Write(RecordSamples.Evaluation(0, 0.9));
        sink.Write(RecordSamples.Update(50));
        sink.Write(new RunEvent(TimeSpan.Zero, "dropped", "learner", "Too old."));

        Assert.Equal(["evaluation 0", "update 50", "dropped"], list.Written);
        Assert.Equal("dg: step 50 of 100 (50 %), error 90.0 %, staleness 30.5, 0 s left", Assert.Single(Lines()));
    }

    private ProgressView Redirected() => new(HostConsole.Create(_writer, isRedirected: true, null), _clock);

    private string[] Lines() => _writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    private sealed class ListSink : IRunSink
    {
        public List<string> Written { get; } = [];

        public void Write(UpdateMeasurement measurement) => Written.Add($"update {measurement.Step}");

        public void Write(EvaluationMeasurement measurement) => Written.Add($"evaluation {measurement.Step}");

        public void Write(RunEvent happened) => Written.Add(happened.Kind);
    }
}
