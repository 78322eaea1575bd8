using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Delight.Learning.Advantages;
using Delight.Learning.Catalogue;
using Delight.Learning.Training;

namespace Delight.Learning.Inspection;

/// <summary>Reads a batch from JSON, the format of the oracle fixtures, and refuses what no estimator could make sense
/// of.</summary>
/// <remarks>
/// <para>Required: <c>rows</c>, <c>decisions</c>, <c>actions</c>, <c>logits</c> [B, T, A], <c>chosen</c> and
/// <c>behaviourLogProbs</c> [B, T], <c>rewards</c> [B]. Optional: <c>groups</c> [B] (else one group), <c>mask</c> [B,
/// T] (else all 1), <c>answers</c> [B, T], <c>baseline</c> (else <c>group-mean</c>), <c>diverged</c> (else false).
/// <c>name</c> and <c>expected</c> are ignored. Arrays are flat, row-major.</para>
/// <para>Where the mask is 0 nothing else of that decision needs to be valid.</para>
/// </remarks>
public static class BatchFile
{
    /// <summary>Largest magnitude of a logit.</summary>
    public const double LogitMax = 1e4;

    /// <summary>Largest magnitude of a logit in a batch that says of itself that a training diverged at it.</summary>
    public const double DivergedLogitMax = 1e30;

    /// <summary>Smallest behaviour log-probability, in nats.</summary>
    public const double LogProbMin = -1e3;

    /// <summary>Largest magnitude of a reward.</summary>
    public const double RewardMax = 1e6;

    private const string BaselineDefault = "group-mean";

    private static readonly string[] Keys =
    [
        "name", "rows", "decisions", "actions", "logits", "chosen", "behaviourLogProbs", "rewards", "groups", "mask",
        "answers", "baseline", "diverged", "expected",
    ];

    /// <summary>Reads a batch from UTF-8.</summary>
    /// <inheritdoc cref="Read(string, PartCatalogue{Func{OptionValues, IAdvantage}}, ICollection{string})"/>
    public static InspectedBatch? Read(
        Stream json, PartCatalogue<Func<OptionValues, IAdvantage>> baselines, ICollection<string> errors)
    {
        using StreamReader reader = new(json, Encoding.UTF8, leaveOpen: true);
        return Read(reader.ReadToEnd(), baselines, errors);
    }

    /// <summary>Reads a batch.</summary>
    /// <param name="json">One JSON object; comments are allowed, the bare words NaN and Infinity are read and then
    /// refused.</param>
    /// <param name="baselines">What <c>baseline</c> may name.</param>
    /// <param name="errors">Added to: one line for every problem, an array's with the index of its first bad
    /// element.</param>
    /// <returns>The batch, or null where an error was added.</returns>
    public static InspectedBatch? Read(
        string json, PartCatalogue<Func<OptionValues, IAdvantage>> baselines, ICollection<string> errors)
    {
        List<string> found = [];
        InspectedBatch? batch = null;
        try
        {
            JsonDocumentOptions options = new() { CommentHandling = JsonCommentHandling.Skip };
            using JsonDocument document = JsonDocument.Parse(NonFiniteLiterals.Quote(json), options);
            batch = Read(document.RootElement, baselines, found);
        }
        catch (JsonException broken)
        {
            found.Add(BatchFields.Text(
                $"the batch is not JSON: line {broken.LineNumber + 1}. Write one JSON object."));
        }

        foreach (string error in found)
        {
            errors.Add(error);
        }

        return found.Count == 0 ? batch : null;
    }

    /// <summary>Writes the batch at which a training diverged.</summary>
    /// <param name="json">Written to as UTF-8. What is not finite is written as the bare words NaN and Infinity, which
    /// <see cref="Read(Stream, PartCatalogue{Func{OptionValues, IAdvantage}}, ICollection{string})"/> then points
    /// at.</param>
    /// <param name="batch">What to write.</param>
    /// <param name="name">Says where it comes from.</param>
    /// <param name="baseline">The baseline as one writes it in a scenario.</param>
    public static void Write(Stream json, DivergedBatch batch, string name, string baseline)
    {
        using StreamWriter text = new(json, leaveOpen: true) { NewLine = "\n" };
        text.WriteLine("{");
        text.WriteLine($"  \"name\": {JsonValue.Create(name).ToJsonString()},");
        text.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  \"rows\": {batch.Rows}, \"decisions\": {batch.Decisions}, \"actions\": {batch.Actions},"));
        text.WriteLine($"  \"baseline\": {JsonValue.Create(baseline).ToJsonString()},");
        text.WriteLine("  \"diverged\": true,");
        WriteArray(text, "logits", batch.Logits);
        WriteArray(text, "chosen", batch.Chosen);
        WriteArray(text, "behaviourLogProbs", batch.BehaviourLogProbs);
        WriteArray(text, "rewards", batch.Rewards);
        WriteArray(text, "groups", batch.Groups);
        WriteArray(text, "mask", batch.Mask);
        WriteArray(text, "answers", batch.Answers, isLast: true);
        text.WriteLine("}");
    }

    private static void WriteArray<T>(TextWriter text, string key, T[] values, bool isLast = false)
        where T : IFormattable
    {
        IEnumerable<string> written = values.Select(value => value.ToString(null, CultureInfo.InvariantCulture));
        text.WriteLine($"  \"{key}\": [{string.Join(", ", written)}]{(isLast ? "" : ",")}");
    }

    private static InspectedBatch? Read(
        JsonElement root, PartCatalogue<Func<OptionValues, IAdvantage>> baselines, List<string> errors)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            errors.Add(
                $"the batch is a JSON {root.ValueKind}; it must be an object with rows, decisions, actions and so on.");
            return null;
        }

        CheckKeys(root, errors);
        BatchFields fields = new(root, errors);
        int rows =
            fields.Dimension("rows"), decisions = fields.Dimension("decisions"), actions = fields.Dimension("actions");
        long cells = (long)rows * decisions;

        // Above the length of any array where the product is beyond all bounds: then the length check refuses it.
        long logitCount = cells > int.MaxValue ? long.MaxValue : cells * actions;
        byte[]? mask = Mask(fields, cells, errors);
        bool IsCounted(int cell) => mask is null || cell >= mask.Length || mask[cell] != 0;

        string? Action(int index, double value) => CheckAction(value, actions);

        bool isDiverged = fields.Flag("diverged");
        double logitMax = isDiverged ? DivergedLogitMax : LogitMax;
        double[] logits = fields.Required(
            "logits", logitCount, "[rows, decisions, actions]", index => actions == 0 || IsCounted(index / actions),
            (_, value) => Math.Abs(value) <= logitMax ? null
                : BatchFields.Text($"its magnitude must be at most {(isDiverged ? "1e30" : "1e4")}."));
        double[] chosen = fields.Required("chosen", cells, "[rows, decisions]", IsCounted, Action);
        double[] behaviour = fields.Required(
            "behaviourLogProbs", cells, "[rows, decisions]", IsCounted,
            (_, value) => value is >= LogProbMin and <= 0 ? null : "a log-probability must be from -1e3 to 0.");
        double[] rewards = fields.Required(
            "rewards", rows, "[rows]", _ => true,
            (_, value) => Math.Abs(value) <= RewardMax ? null : "its magnitude must be at most 1e6.");
        double[]? groups = fields.Optional(
            "groups", rows, "[rows]", _ => true,
            (_, value) => value == Math.Floor(value) && Math.Abs(value) <= 1L << 53
                ? null
                : "a group's key must be a whole number.");
        double[]? answers = fields.Optional("answers", cells, "[rows, decisions]", IsCounted, Action);
        (string text, IAdvantage? baseline) = Baseline(root, decisions, baselines, errors);
        if (errors.Count > 0 || baseline is null)
        {
            return null;
        }

        byte[] counted = mask ?? [.. Enumerable.Repeat((byte)1, (int)cells)];
        int[] dense = new int[rows];
        int groupCount = groups is null ? 1 : new DenseGroups().Map(Array.ConvertAll(groups, key => (long)key), dense);
        return new InspectedBatch
        {
            Rows = rows,
            Decisions = decisions,
            Actions = actions,
            Logits = Array.ConvertAll(logits, value => (float)value),
            Chosen = Array.ConvertAll(chosen, value => (int)value),
            BehaviourLogProbs = behaviour,
            Rewards = Array.ConvertAll(rewards, value => (float)value),
            Groups = dense,
            GroupCount = groupCount,
            Mask = counted,
            Count = counted.Count(value => value != 0),
            Answers = answers is null ? null : Array.ConvertAll(answers, value => (int)value),
            BaselineText = text,
            Baseline = baseline,
        };
    }

    private static string? CheckAction(double value, int actions) =>
        value == Math.Floor(value) && value >= 0 && (actions == 0 || value < actions)
            ? null
            : BatchFields.Text($"it must be a whole number from 0 to {(actions == 0 ? "actions - 1" : actions - 1)}.");

    private static void CheckKeys(JsonElement root, List<string> errors)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string name in root.EnumerateObject().Select(property => property.Name))
        {
            if (!Keys.Contains(name, StringComparer.Ordinal))
            {
                errors.Add($"unknown key '{name}'.{NearestName.Hint(name, Keys)} Known: {string.Join(", ", Keys)}.");
            }
            else if (!seen.Add(name))
            {
                errors.Add($"{name} is given twice; give it once.");
            }
        }
    }

    private static byte[]? Mask(BatchFields fields, long cells, List<string> errors)
    {
        double[]? values = fields.Optional(
            "mask", cells, "[rows, decisions]", _ => true, (_, value) => value is 0 or 1 ? null : "a mask is 0 or 1.");
        if (values is null || values.Length == 0)
        {
            return null;
        }

        if (values.All(value => value == 0))
        {
            errors.Add("mask is 0 everywhere; at least one decision must count, or there is nothing to learn from.");
        }

        return Array.ConvertAll(values, value => (byte)value);
    }

    private static (string Text, IAdvantage? Baseline) Baseline(
        JsonElement root, int decisions, PartCatalogue<Func<OptionValues, IAdvantage>> baselines, List<string> errors)
    {
        string? text = BaselineDefault;
        if (root.TryGetProperty("baseline", out JsonElement element) && element.ValueKind != JsonValueKind.Null)
        {
            text = element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }

        if (text is null)
        {
            errors.Add($"baseline is {element.GetRawText()}; it must be a name such as \"{BaselineDefault}\".");
            return (BaselineDefault, null);
        }

        if (PartReference.Parse(text, errors) is not { } reference
            || baselines.Resolve(reference, errors) is not { } found)
        {
            return (text, null);
        }

        IAdvantage baseline = found.Definition.Create(found.Values);
        if (baseline.NeedsConfidences && decisions > 1)
        {
            errors.Add(BatchFields.Text(
                $"baseline '{text}' is for one decision a row; decisions is {decisions}. Use {BaselineDefault}."));
        }

        return (text, baseline);
    }
}
