using System.CommandLine;
using Delight.Experiments.Runs;

namespace Delight.Host.CommandLine;

/// <summary><c>evaluate RUN_DIR|SCENARIO</c>: measures a policy on held-out contexts: a run's final one, or any
/// <c>policy.npz</c>.</summary>
internal static class EvaluateVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(HostContext context)
    {
        Command command = new("evaluate", "Measure a policy on held-out contexts: a run's final one, or any archive.");
        Argument<string> subject = new("RUN_DIR|SCENARIO")
        {
            Description = "the folder of a finished run, or a scenario whose policy an archive holds",
        };
        Option<string?> policy = new("--policy")
        {
            Description = "a policy.npz; default: the run's own, or the scenario's policy.initial", HelpName = "FILE",
        };
        Option<string[]> sets = new("--set")
        {
            Description = "overrides one setting, for example --set policy.engine=torch; may be repeated",
            HelpName = "path=value", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false,
        };
        Option<string?> logits = new("--logits")
        {
            Description = "write inputs, answers and logits of the first 100 held-out contexts as a NumPy archive",
            HelpName = "FILE",
        };
        Option<bool> json = SharedOptions.Json();
        command.Arguments.Add(subject);
        command.Add(policy, sets, logits, json);
        command.SetAction(parsed =>
        {
            PolicyEvaluation measured = EvaluatedPolicy.Load(
                parsed.GetRequiredValue(subject), parsed.GetValue(policy), parsed.GetValue(sets) ?? [],
                context.Catalogues).Measure(parsed.GetValue(logits));
            if (parsed.GetValue(json))
            {
                RunJson.Print(measured.ToJson(), context.Output);
            }
            else
            {
                context.Output.WriteLine(measured.Text);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
