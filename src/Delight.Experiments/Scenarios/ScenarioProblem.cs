namespace Delight.Experiments.Scenarios;

/// <summary>One reason why a scenario is refused.</summary>
/// <param name="Source">Where it was written.</param>
/// <param name="Path">The key path that it is about; empty for the whole file.</param>
/// <param name="Message">Key path, actual value, rule and remedy, on one line.</param>
public sealed record ScenarioProblem(ValueSource Source, string Path, string Message)
{
    /// <summary>The line to show: where, then the message.</summary>
    public override string ToString() => $"{Source}: {Message}";

    /// <summary>In reading order: the file from top to bottom, then the environment, then the command line.</summary>
    internal static IReadOnlyList<ScenarioProblem> Sort(IEnumerable<ScenarioProblem> problems) =>
        [.. problems.OrderBy(problem => problem.Source.Layer).ThenBy(problem => problem.Source.Line)];
}
