using Delight.Actors.Recording;
using Delight.Experiments.Cluster;
using Delight.Experiments.Records;
using Delight.Experiments.Runs;
using Delight.Experiments.Text;
using Spectre.Console.Rendering;
using Spectre.Console;

namespace Delight.Host.Terminal;

/// <summary>Shows how runs get on: a live table on a terminal, else a line per tenth of a run or per ten
/// seconds.</summary>
/// <remarks>Runs may report from several threads at once.</remarks>
public sealed class ProgressView
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(250);

    // Head, rule and the line with the number of runs that are not shown.
    private const int FixedLines = 6;

    // Room for all columns but the name.
    private const int NumbersWidth = 72;

    private readonly Lock _lock = new();
    private readonly IAnsiConsole _console;
    private readonly TimeProvider _clock;
    private readonly RunBoard _board;

    /// <summary>Shows nothing yet.</summary>
    /// <param name="console">Standard error, so that standard output stays free for results.</param>
    /// <param name="clock">Wall clock: time left, pace of the lines.</param>
    public ProgressView(IAnsiConsole console, TimeProvider clock)
    {
        (_console, _clock) = (console, clock);
        _board = new RunBoard(clock) { Said = Print, Happened = Happened };
        IsLive = console.Profile.Capabilities is { Ansi: true, Interactive: true };
    }

    /// <summary>Runs at the same time.</summary>
    public int Jobs { init => _board.Jobs = value; }

    /// <summary>The cluster that this process is the head of; null: none.</summary>
    public ClusterBoard? Cluster { get; init; }

    /// <summary>True where the _console is a terminal that a table can be redrawn on.</summary>
    public bool IsLive { get; }

    /// <summary>Adds a run, which begins now.</summary>
    /// <param name="name">Who it is, for example <c>dg seed 1</c>.</param>
    /// <param name="stepsTotal">Updates that it is to take.</param>
    /// <param name="stepAtStart">Updates that it has taken before: those of the run that it goes on with.</param>
    public RunProgress Add(string name, long stepsTotal, long stepAtStart = 0) =>
        _board.Add(new RunState(name, stepsTotal) { StepAtStart = stepAtStart });

    /// <summary>Adds a run that waits for others.</summary>
    /// <param name="name">Who it is.</param>
    /// <param name="kind">What has about the same pace, such as its estimator.</param>
    /// <param name="stepsTotal">Updates that it is to take.</param>
    public RunProgress Expect(string name, string kind, long stepsTotal) =>
        _board.Add(new RunState(name, stepsTotal) { Kind = kind, IsWaiting = true });

    /// <summary>Does work and shows the runs meanwhile.</summary>
    /// <param name="work">Runs on the thread pool; adds runs and lets them report.</param>
    /// <returns>Ends as the work ends, with its exception where it throws.</returns>
    public async Task ShowAsync(Func<Task> work)
    {
        Task working = Task.Run(work);
        if (!IsLive)
        {
            await working;
            return;
        }

        await _console.Live(Render()).AutoClear(false).StartAsync(async live =>
        {
            while (!working.IsCompleted)
            {
                live.UpdateTarget(Render());
                await Task.WhenAny(working, Task.Delay(RefreshInterval, _clock));
            }

            live.UpdateTarget(Render());
        });
        await working;
    }

    /// <summary>The table as of now.</summary>
    internal IRenderable Render()
    {
        IReadOnlyList<RunState> states = _board.States;
        // Where the terminal is too low for all, those under way are what one wants to see.
        string? whole = _board.Whole;
        int rows = Math.Max(1, _console.Profile.Height - FixedLines - (whole is null ? 0 : 1));
        IReadOnlyList<RunState> shown = states.Count <= rows ? states : [.. states
            .OrderBy(state => state.EndedAt is not null ? 2 : state.IsWaiting ? 1 : 0)
            .ThenByDescending(state => state.Step).Take(rows)];
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumn("run");
        foreach (string name in new[] { "step", "", "error", "staleness", "left" })
        {
            table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
        }

        foreach (RunState state in shown)
        {
            table.AddRow(
                new Text(state.NameWithin(_console.Profile.Width - NumbersWidth)),
                new Text(state.StepText),
                new Text(state.ShareText),
                new Text(state.ErrorText, new Style(decoration: Decoration.Bold)),
                new Text(state.StalenessText),
                new Text(state.LeftText, new Style(Colour(state.Status))));
        }

        int hidden = states.Count - shown.Count;
        List<IRenderable> parts = [table];
        if (hidden > 0)
        {
            parts.Add(new Text($"and {NumberText.Counted(hidden, "more run")}"));
        }

        if (whole is not null)
        {
            parts.Add(new Text(whole));
        }

        parts.AddRange(RenderNodes());
        return parts.Count == 1 ? table : new Rows(parts);
    }

    /// <summary>Something happened to the cluster.</summary>
    private void Happened(RunEvent happened)
    {
        if (Cluster is null)
        {
            return;
        }

        lock (_lock)
        {
            if (Cluster.Note(happened) is not { } line)
            {
                return;
            }

            if (IsLive)
            {
                _console.WriteLine(line); // above the table
            }
            else
            {
                Write(line);
            }
        }
    }

    private IEnumerable<IRenderable> RenderNodes()
    {
        if (Cluster is null)
        {
            yield break;
        }

        IReadOnlyList<(string Node, string Workers, string State)> nodes;
        lock (_lock)
        {
            nodes = Cluster.Nodes;
        }

        if (nodes.Count == 0)
        {
            yield return new Text("no node is there: waits for nodes", new Style(Color.Yellow));
            yield break;
        }

        Table table = new() { Border = TableBorder.Simple };
        foreach (string column in new[] { "node", "workers", "state" })
        {
            table.AddColumn(column);
        }

        foreach ((string node, string workers, string state) in nodes)
        {
            table.AddRow(node, workers, state);
        }

        yield return table;
    }

    /// <summary>Writes a run's line where no live table shows it.</summary>
    private void Print(RunState state)
    {
        if (IsLive)
        {
            return;
        }

        lock (_lock)
        {
            Write(Cluster is null ? state.Line : $"{state.Line}; {Cluster.Summary}");
            if (state.EndedAt is not null && _board.Whole is { } whole)
            {
                Write(whole);
            }
        }
    }

    /// <summary>Past the _console's own writing, which would break the line at its width.</summary>
    private void Write(string line)
    {
        _console.Profile.Out.Writer.WriteLine(line);
        _console.Profile.Out.Writer.Flush();
    }

    private static Color Colour(RunStatus status) => status switch
    {
        RunStatus.Finished => Color.Green,
        RunStatus.Failed => Color.Red,
        RunStatus.Interrupted => Color.Yellow,
        _ => Color.Default,
    };
}
