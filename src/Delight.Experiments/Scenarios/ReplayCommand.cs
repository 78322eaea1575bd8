using System.Globalization;
using System.Text.RegularExpressions;

namespace Delight.Experiments.Scenarios;

/// <summary>Writes a command line again, so that a report says what runs its runs once more.</summary>
public static partial class ReplayCommand
{
    /// <summary>The option that names an assembly with parts of the user's own.</summary>
    public const string AssemblyOption = "--assembly";

    /// <summary>Of one run.</summary>
    public static string Simulate(ScenarioArguments arguments) => Again(arguments)
        ?? $"./delight simulate {Common(arguments)}";

    /// <summary>Of one live run.</summary>
    /// <param name="arguments">The scenario.</param>
    /// <param name="runtime">Name of the runtime.</param>
    /// <param name="options">What else was given to <c>run</c>; null where an option was not.</param>
    public static string Run(
        ScenarioArguments arguments, string runtime, params IEnumerable<(string Name, string? Value)> options) =>
        Again(arguments) ?? string.Join(' ', (string[])[
            $"./delight run {Common(arguments)} --runtime {runtime}",
            .. options.Where(option => option.Value is not null).Select(
                option => $"{option.Name} {Quoted(option.Value!)}"),
        ]);

    /// <summary>Of the exploration of one seed.</summary>
    /// <param name="arguments">The scenario, with what is set over it.</param>
    /// <param name="seed">Which.</param>
    /// <param name="options">What else to type, each option after a space.</param>
    public static string Explore(ScenarioArguments arguments, ulong seed, string options)
    {
        string common = Common(arguments with
        {
            Options = [.. arguments.Options.Where(option => option.Path != "seed")],
        });
        return string.Create(
            CultureInfo.InvariantCulture, $"./delight explore {common} --seed {seed} --seeds 1{options}");
    }

    /// <summary>Of a comparison.</summary>
    public static string Compare(ScenarioArguments arguments, string estimators, int seeds) =>
        $"./delight compare {Common(arguments)} --estimators "
            + $"{Quoted(estimators)}{(seeds > 1 ? $" --seeds {seeds}" : string.Empty)}";

    /// <summary>Of a sweep.</summary>
    /// <param name="arguments">The scenario, with lists of values among its sets.</param>
    /// <param name="options">What else was given; null where an option was not.</param>
    public static string Sweep(
        ScenarioArguments arguments, params IEnumerable<(string Name, string? Value)> options) => string.Join(
            ' ', (string[])[
                $"./delight sweep {Common(arguments)}",
                .. options.Where(option => option.Value is not null).Select(
                    option => $"{option.Name} {Quoted(option.Value!)}"),
            ]);

    /// <summary>Of one run of a comparison by itself.</summary>
    public static string One(ScenarioArguments arguments, string estimator, ulong seed) => Simulate(arguments with
    {
        Options =
        [
            .. arguments.Options.Where(option => option.Path != "seed"),
            new ScenarioOverride("estimator", estimator, "--estimator"),
            new ScenarioOverride("seed", seed.ToString(CultureInfo.InvariantCulture), "--seed"),
        ],
    });

    /// <summary>Of a replay.</summary>
    public static string Replay(
        string stream, string estimators, IReadOnlyList<string> sets, IReadOnlyList<string> assemblies) =>
        string.Join(' ', (string[])[
            $"./delight replay {Quoted(stream)} --estimators {Quoted(estimators)}",
            .. assemblies.Select(assembly => $"{AssemblyOption} {Quoted(assembly)}"),
            .. sets.Select(set => $"--set {Quoted(set)}"),
        ]);

    /// <summary>What began a recorded run, with the steps that it goes on to; null where a file has the
    /// scenario.</summary>
    private static string? Again(ScenarioArguments arguments)
    {
        if (arguments.Recorded is not { } recorded)
        {
            return null;
        }

        string? steps = arguments.Options.LastOrDefault(option => option.Path == "learner.steps")?.Value
            ?? arguments.Sets.LastOrDefault(set => set.StartsWith("learner.steps=", StringComparison.Ordinal))?[14..];
        return steps is null
            ? recorded.Command
            : $"{StepsOption().Replace(recorded.Command, string.Empty)} --steps {steps}";
    }

    [GeneratedRegex(" --steps [0-9]+| --set learner.steps=[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex StepsOption();

    private static string Common(ScenarioArguments arguments) => string.Join(' ', (string[])[
        Quoted(arguments.Scenario),
        .. arguments.Options.Select(option => $"{option.Label} {Quoted(option.Value)}"),
        .. arguments.Assemblies.Select(assembly => $"{AssemblyOption} {Quoted(assembly)}"),
        .. arguments.Sets.Select(set => $"--set {Quoted(set)}"),
    ]);

    /// <summary>A word as a shell takes it.</summary>
    public static string Quoted(string text) =>
        text.Length > 0 && text.All(letter => char.IsAsciiLetterOrDigit(letter)
            || "-_./=,:".Contains(letter, StringComparison.Ordinal))
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
