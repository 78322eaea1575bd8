using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Delight.Development.Bench;
using Delight.Experiments.Runs;
using Delight.Experiments.Text;
using Delight.Learning.Catalogue;
using Spectre.Console;

namespace Delight.Host.CommandLine;

/// <summary><c>bench [NAME]</c>: our times beside the references', measured in turn.</summary>
internal static class BenchVerb
{
    private static readonly IBench[] All = [new MlpBench(), new TransformerBench(), new EstimatorBench(),
        new ActorBench(), new SimulationBench(), new LiveBench(), new ClusterBench(), new EngineBench(),
        new TorchMemoryBench()];

    /// <summary>The verb.</summary>
    public static Command Create(HostContext context)
    {
        Command command = new(
            "bench", "Measure side by side with the references. "
                + $"{string.Join("; ", All.Select(bench => $"{bench.Name}: {bench.Summary}"))}.");
        Argument<string?> name = new("NAME") { Description = "one bench; default: all that take no minutes",
            Arity = ArgumentArity.ZeroOrOne };
        Option<bool> json = SharedOptions.Json();
        command.Arguments.Add(name);
        command.Options.Add(json);
        command.SetAction(parsed => Run(parsed.GetValue(name), parsed.GetValue(json), context));
        return command;
    }

    private static int Run(string? name, bool printsJson, HostContext context)
    {
        IBench[] chosen = [.. All.Where(bench => name is null ? !bench.RunsOnlyByName : bench.Name == name)];
        if (chosen.Length == 0)
        {
            string[] names = [.. All.Select(bench => bench.Name)];
            throw new UserErrorException(
                $"bench {name}: there is no such bench.{NearestName.Hint(name!, names)} Known: "
                    + $"{string.Join(", ", names)}.");
        }

        List<BenchRow> rows = [];
        JsonObject details = [];
        foreach (IBench bench in chosen)
        {
            context.Error.WriteLine($"bench {bench.Name} ...");
            BenchResult result = bench.Run(context.Error);
            details[bench.Name] = result.Details;
            if (result.Table is { } table && !printsJson)
            {
                context.OutputConsole.Write(table);
            }
            else
            {
                rows.AddRange(result.Rows);
            }
        }

        if (printsJson)
        {
            RunJson.Print(new JsonObject { ["rows"] = new JsonArray([.. rows.Select(Json)]), ["details"] = details },
                context.Output);
        }
        else
        {
            if (rows.Count > 0)
            {
                WriteTable(rows, context);
            }

            RunJson.Print(details, context.Output);
        }

        return ExitCode.Done;
    }

    private static JsonNode Json(BenchRow row) => new JsonObject
    {
        ["name"] = row.Name, ["ours"] = row.Ours, ["reference"] = row.Reference, ["unit"] = row.Unit,
        ["ratio"] = row.Ratio,
    };

    private static void WriteTable(IReadOnlyList<BenchRow> rows, HostContext context)
    {
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumn("bench");
        foreach (string column in (string[])["ours", "reference", "unit", "ratio"])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (BenchRow row in rows)
        {
            table.AddRow(row.Name, Text(row.Ours), Text(row.Reference), row.Unit, Text(row.Ratio));
        }

        context.OutputConsole.Write(table);
    }

    private static string Text(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "none";
}
