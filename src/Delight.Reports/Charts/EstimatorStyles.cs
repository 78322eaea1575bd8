using Delight.Experiments.Text;

namespace Delight.Reports.Charts;

/// <summary>Colour and dashes of the estimators of a page.</summary>
/// <remarks>
/// <para>A known estimator looks the same on every page. Of several with other options, one keeps that look: the one
/// without options, else the first by name. The others, and estimators that are not known here, take what is
/// free, first in a colour that the page does not have yet. The same names give the same styles, in whatever order they
/// come.</para>
/// <para>None of the colours is that of successes or failures.</para>
/// </remarks>
internal sealed class EstimatorStyles
{
    private const int ColourCount = 7;

    // How lines are broken, from not at all on; a class of the page's style each.
    private static readonly string[] Dashes = ["", " dashed", " again", " long", " fine"];

    // Those that are often on one page have colours of their own; the rest share them, dashed.
    private static readonly string[] Known =
    [
        "dg", "pg", "ppo", "pmpo", "kondo", "reinforce", "tis",
        "dppo-tv", "dppo-kl", "gspo", "m2po", "cispo", "ipo", "icepop",
        "grpo", "rloo", "vtrace", "aspo", "topr", "sapo", "up",
        "a3po", "star", "gate-surprisal", "pg-told", "gate-advantage", "gate-probability", "seq-tis",
        "gate-additive", "xent",
    ];

    private readonly Dictionary<string, string> _styles = new(StringComparer.Ordinal);

    private EstimatorStyles()
    {
    }

    /// <summary>The class of an estimator, for example <c>s4 dashed</c>.</summary>
    /// <param name="label">As given to <see cref="Of(IEnumerable{ValueTuple{string, string}})"/>.</param>
    public string this[string label] => _styles[label];

    /// <summary>Styles of estimators that are shown by their names.</summary>
    /// <param name="names">With options in parentheses.</param>
    public static EstimatorStyles Of(IEnumerable<string> names) => Of(names.Select(name => (name, name)));

    /// <summary>Styles of estimators that are shown by labels.</summary>
    /// <param name="estimators">Each with its label and its name; of one label twice, the first counts.</param>
    public static EstimatorStyles Of(IEnumerable<(string Label, string Name)> estimators)
    {
        (string Label, string Name)[] all = [.. estimators.DistinctBy(one => one.Label, StringComparer.Ordinal)
            .OrderBy(one => one.Name, StringComparer.Ordinal).ThenBy(one => one.Label, StringComparer.Ordinal)];
        EstimatorStyles styles = new();
        HashSet<int> taken = [];
        foreach (IGrouping<string, (string Label, string Name)> kin in all.GroupBy(one => one.Name.Split('(')[0]))
        {
            int slot = Array.IndexOf(Known, kin.Key);
            if (slot >= 0)
            {
                taken.Add(slot);
                styles._styles[kin.First().Label] = StyleOf(slot); // a name without options is the first of its kin
            }
        }

        foreach ((string label, _) in all.Where(one => !styles._styles.ContainsKey(one.Label)))
        {
            int slot = Enumerable.Range(0, ColourCount * Dashes.Length)
                .OrderBy(free => taken.Contains(free))
                .ThenBy(free => taken.Count(used => used % ColourCount == free % ColourCount))
                .ThenBy(free => free)
                .First();
            taken.Add(slot);
            styles._styles[label] = StyleOf(slot);
        }

        return styles;
    }

    private static string StyleOf(int slot) =>
        NumberText.Text($"s{slot % ColourCount}{Dashes[slot / ColourCount]}");
}
