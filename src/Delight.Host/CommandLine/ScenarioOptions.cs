using System.CommandLine;
using Delight.Experiments.Scenarios;

namespace Delight.Host.CommandLine;

/// <summary>The argument and options that every verb has which takes a scenario.</summary>
/// <remarks>Their values stay text here: the scenario's own settings check them, with one wording for file and command
/// line.</remarks>
internal sealed class ScenarioOptions
{
    private readonly Argument<string?> _scenario =
        new("SCENARIO") { Description = "a scenario file, or its name in scenarios/" };

    private readonly Option<string[]> _sets = new("--set")
    {
        Description = "overrides one setting, for example --set learner.batchRows=50; may be repeated",
        HelpName = "path=value", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false,
    };

    private readonly List<(Option<string> Option, string Path)> _settings = [];

    /// <summary>Adds the scenario and <c>--set</c> to a verb.</summary>
    /// <param name="command">The verb.</param>
    /// <param name="isOptional">True where something else may name the scenario.</param>
    public ScenarioOptions(Command command, bool isOptional = false)
    {
        _scenario.Arity = isOptional ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne;
        command.Arguments.Add(_scenario);
        command.Options.Add(_sets);
    }

    /// <summary>Adds an option that stands for one setting.</summary>
    public ScenarioOptions With(Command command, string name, string path, string description)
    {
        Option<string> option = new(name) { Description = $"{description} ({path})", HelpName = "value" };
        _settings.Add((option, path));
        command.Options.Add(option);
        return this;
    }

    /// <summary>The folder of <c>--resume</c>, which has all that a scenario and other options would say; null: it was
    /// not given.</summary>
    /// <exception cref="Experiments.Text.UserErrorException">It is given with one of them, or neither it nor a scenario
    /// is.</exception>
    public string? Resumed(ParseResult parsed, Option<string?> resume, IReadOnlyList<Option<string?>> others)
    {
        string? folder = parsed.GetValue(resume);
        string[] given =
        [
            .. parsed.GetValue(_scenario) is { } scenario ? [scenario] : Array.Empty<string>(),
            .. ((IEnumerable<Option>)[_sets, .. _settings.Select(setting => setting.Option), .. others])
                .Where(option => parsed.GetResult(option) is not null).Select(option => option.Name),
        ];
        return ResumedFolder.Check(folder, parsed.CommandResult.Command.Name, given, parsed.GetValue(_scenario));
    }

    /// <summary>What the command line says.</summary>
    public ScenarioArguments Read(ParseResult parsed) => new()
    {
        Scenario = parsed.GetValue(_scenario) ?? string.Empty,
        Sets = parsed.GetValue(_sets) ?? [],
        Assemblies = AssemblyOption.Of(parsed),
        Options =
        [
            .. _settings
                .Select(setting => (setting.Option, setting.Path, Value: parsed.GetValue(setting.Option)))
                .Where(setting => setting.Value is not null)
                .Select(setting => new ScenarioOverride(setting.Path, setting.Value!, setting.Option.Name)),
        ],
    };
}
