using System.CommandLine;
using Delight.Experiments.Scenarios;

namespace Delight.Host.CommandLine;

/// <summary><c>config SCENARIO</c>: the effective values and where each came from.</summary>
internal static class ConfigVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(HostContext context)
    {
        Command command = new("config", "Print the effective settings of a scenario and where each value comes from.");
        ScenarioOptions scenario = new ScenarioOptions(command)
            .With(command, "--estimator", "estimator", "the estimator")
            .With(command, "--steps", "learner.steps", "learner steps to take")
            .With(command, "--seed", "seed", "the root seed");
        Option<bool> json = new("--json") { Description = "print one JSON object" };
        command.Options.Add(json);
        command.Subcommands.Add(CreateSchema(context));
        command.Subcommands.Add(CreateSettings(context));
        command.SetAction(parsed =>
        {
            ScenarioArguments arguments = scenario.Read(parsed);
            EffectiveScenario effective = arguments.Load(context.Catalogues);
            if (parsed.GetValue(json))
            {
                ConfigPrinter.PrintJson(effective, context.Output);
            }
            else
            {
                ConfigPrinter.Print(effective, context.Output);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateSchema(HostContext context)
    {
        Command schema =
            new("schema", "Print the JSON schema of scenario files, as it stands in scenarios/schema.json.");
        schema.SetAction(_ =>
        {
            context.Output.Write(SchemaWriter.Write(SettingTree.Create(context.Catalogues)));
            return ExitCode.Done;
        });
        return schema;
    }

    private static Command CreateSettings(HostContext context)
    {
        Command settings = new("settings", "Print what every setting is, as it stands in docs/settings.md.");
        settings.SetAction(_ =>
        {
            SettingsDocument.Write(SettingTree.Create(context.Catalogues), context.Output);
            return ExitCode.Done;
        });
        return settings;
    }
}
