using System.Globalization;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Text;
using Delight.Learning.Catalogue;

namespace Delight.Experiments.Sweeps;

/// <summary>Reads an experiment's file, in its full or in its quick form; refuses what it does not know.</summary>
internal sealed class ExperimentReader
{
    private const int SeedsMax = 1000;

    private static readonly string[] Own = ["seed", "estimator", "name", "summary"];

    private readonly List<ScenarioProblem> _problems = [];
    private readonly ExperimentNode _root;
    private readonly ExperimentNode? _quick;

    private ExperimentReader(ScenarioNode root, bool isQuick, List<ScenarioProblem> problems)
    {
        _problems = problems;
        _root = new ExperimentNode(root, problems).Knows(
            "$schema", "title", "question", "kind", "paper", "scenario", "steps", "set", "estimators", "against",
            "seeds",
            "timed", "recordedWith", "sweep", "variants", "figures", "tables", "byAge", "notes", "discussion", "quick");
        ExperimentNode? quick = _root.Object("quick")?.Knows(
            "steps", "set", "estimators", "seeds", "values", "variants");
        _quick = isQuick ? quick : null;
    }

    /// <summary>Reads one experiment.</summary>
    /// <param name="file">As shown to people; its name is the experiment's.</param>
    /// <param name="json">UTF-8, with comments and trailing commas.</param>
    /// <param name="isQuick">True for its quick form.</param>
    /// <exception cref="UserErrorException">It is refused: one line for each problem.</exception>
    public static Experiment Read(string file, ReadOnlySpan<byte> json, bool isQuick)
    {
        List<ScenarioProblem> problems = [];
        ScenarioNode? root =
            new ScenarioReader(string.Empty, line => ValueSource.File(file, line), problems).Read(json);
        if (root is { Kind: not ScenarioNodeKind.Object })
        {
            problems.Add(new ScenarioProblem(root.Source, string.Empty, "an experiment is one object in braces."));
        }

        Experiment? experiment = root is { Kind: ScenarioNodeKind.Object }
            ? new ExperimentReader(root, isQuick, problems).Read(file)
            : null;
        return problems.Count == 0 && experiment is not null
            ? experiment
            : throw new UserErrorException([.. ScenarioProblem.Sort(problems).Select(problem => problem.ToString())]);
    }

    private Experiment Read(string file)
    {
        string kind = _root.Text("kind") ?? "runs";
        if (kind is not ("runs" or "theory"))
        {
            _root.Refuse("kind", $"it is {Shown.Quoted(kind)}; it must be runs or theory.");
        }

        bool isTheory = kind == "theory";
        List<ExperimentVariant> variants = isTheory ? [] : Variants();
        Experiment experiment = new(
            Path.GetFileNameWithoutExtension(file), file, _root.Required("title"), _root.Required("question"))
        {
            IsTheory = isTheory,
            Paper = Paper(),
            Variants = variants,
            Seeds = _quick?.Integer("seeds", 1, SeedsMax) ?? _root.Integer("seeds", 1, SeedsMax) ?? 1,
            IsTimed = _root.Flag("timed") ?? false,
            Against = _root.Text("against"),
            Figures = [.. (_root.Objects("figures") ?? []).Select(Figure)],
            Tables = _root.Texts("tables") ?? ["error"],
            HasAgeTables = _root.Flag("byAge") ?? false,
            Notes = _root.Texts("notes") ?? [],
            Discussion = _root.Texts("discussion") ?? [],
        };
        foreach (string metric in experiment.Tables.Where(metric => Metric.Find(metric) is null))
        {
            _root.Refuse("tables", $"{Shown.Quoted(metric)} is no metric.{NearestName.Hint(metric, Metric.Names)} "
                + $"Known: {string.Join(", ", Metric.Names)}.");
        }

        return experiment;
    }

    private PaperReference Paper()
    {
        if (_root.Object("paper") is not { } paper)
        {
            _root.Refuse("paper is missing; it says what the results stand beside, and in its note that no numbers are "
                + "known where that is so.");
            return new PaperReference(string.Empty, [], null);
        }

        paper.Knows("reference", "numbers", "note");
        return new PaperReference(
            paper.Required("reference"),
            [.. (paper.Objects("numbers") ?? []).Select(number =>
                (number.Knows("what", "value").Required("what"), number.Required("value")))],
            paper.Text("note"));
    }

    private List<ExperimentVariant> Variants()
    {
        IReadOnlyList<ExperimentNode?> nodes = _root.Has("variants")
            ? _root.Objects("variants") ?? []
            : (IReadOnlyList<ExperimentNode?>)[null];
        if (nodes.Count == 0)
        {
            _root.Refuse("variants", "it is empty; leave it out or name at least one.");
        }

        List<ExperimentVariant> variants = [.. nodes.Select(Variant)];
        foreach (IGrouping<string, ExperimentVariant> same in variants.GroupBy(variant => variant.Name)
            .Where(group => group.Count() > 1))
        {
            _root.Refuse("variants", $"two are called {Shown.Quoted(same.Key)}; give each a name of its own.");
        }

        if (_quick?.Texts("variants") is not { } kept)
        {
            return variants;
        }

        foreach (string name in kept.Where(name => variants.All(variant => variant.Name != name)))
        {
            _quick.Refuse("variants", $"there is no variant {Shown.Quoted(name)}."
                + NearestName.Hint(name, variants.Select(variant => variant.Name)));
        }

        return [.. variants.Where(variant => kept.Contains(variant.Name))];
    }

    private ExperimentVariant Variant(ExperimentNode? node)
    {
        node?.Knows("name", "label", "scenario", "steps", "set", "estimators", "recordedWith", "sweep", "levels");
        string name = node?.Required("name") ?? string.Empty;
        string scenario = node?.Text("scenario") ?? _root.Text("scenario") ?? string.Empty;
        if (scenario.Length == 0)
        {
            (node ?? _root).Refuse("it names no scenario; write for example \"scenario\": \"mnist-staleness\".");
        }

        (string axis, IReadOnlyList<ExperimentPoint> points) = Points(node?.Object("sweep") ?? _root.Object("sweep"));
        return new ExperimentVariant(
            name, node?.Text("label") ?? name, scenario, [.. SetsOf(_root), .. node is null ? [] : SetsOf(node)])
        {
            AxisLabel = axis,
            Points = points,
            Estimators = Estimators(node is not null && node.Has("estimators") ? node : _root),
            RecordedWith = node?.Text("recordedWith") ?? _root.Text("recordedWith"),
            Levels = Levels(node),
            LastSets = _quick is null ? [] : SetsOf(_quick),
        };
    }

    private static Dictionary<string, string> Levels(ExperimentNode? node) => node?.Has("levels") == true
        ? node.Sets("levels").ToDictionary(level => level.Path, level => level.Value, StringComparer.Ordinal)
        : [];

    private IReadOnlyList<ScenarioOverride> SetsOf(ExperimentNode node)
    {
        List<ScenarioOverride> sets = [];
        if (node.Integer("steps", 1, int.MaxValue) is { } steps)
        {
            sets.Add(new ScenarioOverride(
                "learner.steps", steps.ToString(CultureInfo.InvariantCulture), node.Source.ToString()));
        }

        sets.AddRange(Checked(node, node.Sets("set")));
        return sets;
    }

    private static IReadOnlyList<ScenarioOverride> Checked(ExperimentNode node, IReadOnlyList<ScenarioOverride> sets)
    {
        foreach (ScenarioOverride set in sets.Where(set => Own.Contains(set.Path)))
        {
            node.Refuse("set", $"{set.Path} is the experiment's own business; it comes from estimators and seeds.");
        }

        return sets;
    }

    private (string Axis, IReadOnlyList<ExperimentPoint> Points) Points(ExperimentNode? sweep)
    {
        if (sweep is null)
        {
            return (string.Empty, [new ExperimentPoint(0, string.Empty, [])]);
        }

        sweep.Knows("label", "path", "values");
        string? path = sweep.Text("path");
        List<ExperimentPoint> points = [];
        foreach (ScenarioNode value in sweep.List("values") ?? [])
        {
            points.Add(Point(sweep, path, value, points.Count));
        }

        if (points.Count == 0)
        {
            sweep.Refuse("it has no values; write for example \"values\": [0, 0.1].");
        }

        IReadOnlyList<double>? kept = _quick?.Numbers("values");
        return (sweep.Required("label"), kept is not null && points.Exists(point => kept.Contains(point.X))
            ? [.. points.Where(point => kept.Contains(point.X))]
            : points);
    }

    private ExperimentPoint Point(ExperimentNode sweep, string? path, ScenarioNode value, int index)
    {
        if (value.Kind == ScenarioNodeKind.Object)
        {
            ExperimentNode point = new ExperimentNode(value, _problems).Knows("x", "label", "set");
            double? x = value.Member("x") is { } written ? ExperimentNode.NumberOf(written) : null;
            if (x is null)
            {
                point.Refuse("x is missing or no number; it is the place on the axis.");
            }

            IReadOnlyList<ScenarioOverride> sets = Checked(point, point.Sets("set"));
            string label = point.Text("label") ?? value.Member("x")?.Text ?? string.Empty;
            return new ExperimentPoint(x ?? index, label, sets);
        }

        if (path is null)
        {
            sweep.Add(value, "sweep.path says which setting it is for; or write { \"x\": .., \"set\": { .. } }.");
        }

        string text = ExperimentNode.ValueText(value);
        return new ExperimentPoint(
            ExperimentNode.NumberOf(value) ?? index, text,
            path is null ? [] : [new ScenarioOverride(path, text, value.Source.ToString())]);
    }

    private IReadOnlyList<ExperimentEstimator> Estimators(ExperimentNode node)
    {
        List<ExperimentEstimator> estimators = [];
        foreach (ScenarioNode element in node.List("estimators") ?? [])
        {
            if (element.Kind == ScenarioNodeKind.Text)
            {
                estimators.Add(new ExperimentEstimator(element.Text, element.Text, []));
                continue;
            }

            if (element.Kind != ScenarioNodeKind.Object)
            {
                node.Add(element, "it must be a name in quotes, or an object with name, label and set.");
                continue;
            }

            ExperimentNode own = new ExperimentNode(element, _problems).Knows("name", "label", "set");
            string name = own.Required("name");
            estimators.Add(new ExperimentEstimator(name, own.Text("label") ?? name, Checked(own, own.Sets("set"))));
        }

        if (estimators.Count == 0)
        {
            node.Refuse("it names no estimators; write for example \"estimators\": [\"dg\", \"pg\"].");
        }

        if (estimators.Select(estimator => estimator.Label).Distinct().Count() < estimators.Count)
        {
            node.Refuse("estimators", "two have the same label; give one of them another \"label\".");
        }

        IReadOnlyList<string>? kept = _quick?.Texts("estimators");
        List<ExperimentEstimator> chosen = kept is null
            ? estimators
            : [.. estimators.Where(estimator => kept.Contains(estimator.Label))];
        return chosen.Count > 0 ? chosen : estimators;
    }

    private static ExperimentFigure Figure(ExperimentNode node)
    {
        node.Knows("x", "y", "xScale", "yScale", "variants", "values", "estimators");
        string x = node.Required("x");
        if (!Enum.TryParse(x, ignoreCase: true, out FigureAxis axis))
        {
            node.Refuse("x", $"it is {Shown.Quoted(x)}; it must be one of "
                + $"{string.Join(", ", Enum.GetNames<FigureAxis>()).ToLowerInvariant()}.");
        }

        string y = node.Text("y") ?? "error";
        string[] known = axis == FigureAxis.Sweep ? [.. Metric.Names] : [.. Curves.Names, Curves.LongestSolved];
        if (!known.Contains(y))
        {
            node.Refuse("y", $"it is {Shown.Quoted(y)}.{NearestName.Hint(y, known)} Known for this axis: "
                + $"{string.Join(", ", known)}.");
        }

        return new ExperimentFigure(axis, y)
        {
            Variants = node.Texts("variants") ?? [],
            Values = node.Numbers("values") ?? [],
            Estimators = node.Texts("estimators") ?? [],
            IsXLogarithmic = IsLogarithmic(node, "xScale") ?? false,
            IsYLogarithmic = IsLogarithmic(node, "yScale") ?? true,
        };
    }

    private static bool? IsLogarithmic(ExperimentNode node, string name)
    {
        string? scale = node.Text(name);
        if (scale is not (null or "log" or "linear"))
        {
            node.Refuse(name, $"it is {Shown.Quoted(scale)}; it must be log or linear.");
        }

        return scale is null ? null : scale == "log";
    }
}
