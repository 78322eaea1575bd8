using System.Xml.Linq;
using Delight.Actors.Recording;
using Delight.Experiments.Text;
using Delight.Reports.Markup;

namespace Delight.Reports.Runs;

/// <summary>What updates made of rows, by their age: a line an estimator, a column a class of ages.</summary>
internal static class AgeSection
{
    /// <summary>Both tables; nothing where no record has the figures, or all rows are of one age.</summary>
    public static XElement? Of(ReportGroups groups)
    {
        List<(ReportGroup Group, IReadOnlyList<AgeMeasurement> Ages)> known = [.. groups.Groups
            .Select(group => (group, AgeMeasurement.Pooled(
                group.Runs.SelectMany(run => run.UpdatesKept).SelectMany(update => update.ByAge))))
            .Where(entry => entry.Item2.Count > 0)];
        long[] ages = [.. known.SelectMany(entry => entry.Ages).Select(age => age.Youngest).Distinct().Order()];
        return ages.Length < 2 ? null : new XElement(
            "section",
            new XElement("h2", "What updates made of rows, by age"),
            Table("Decisions clipped away at an age of", known, ages, age => NumberText.Percent(age.ClippedShare)),
            Table("Norm of the gradient at an age of", known, ages, age => NumberText.Short(age.GradientNorm)),
            Html.Element(
                "p", "small",
                "Ages are learner steps. Clipped away: of the decisions with an advantage, those that got the "
                + "coefficient 0. Norm: mean over rows of N ‖∂J / ∂z‖ with the row's logits z and the batch's "
                + "decisions N. Where ages change over training, an age is also a time: the youngest rows may be the "
                + "first."));
    }

    /// <summary>For example <c>16–31</c>.</summary>
    public static string ClassText(long youngest)
    {
        long oldest = AgeMeasurement.OldestOfClass(youngest);
        return youngest == oldest
            ? NumberText.Count(youngest) : $"{NumberText.Count(youngest)}–{NumberText.Count(oldest)}";
    }

    private static XElement Table(
        string title, List<(ReportGroup Group, IReadOnlyList<AgeMeasurement> Ages)> known, long[] ages,
        Func<AgeMeasurement, string> text) => Html.Table(
            Html.Head([title, .. ages.Select(age => "#" + ClassText(age))]),
            known.Select(entry => new XElement(
                "tr",
                ReportSections.Named(entry.Group),
                ages.Select(youngest => Html.Number(
                    entry.Ages.FirstOrDefault(age => age.Youngest == youngest) is { } age
                        ? text(age) : NumberText.None)))));
}
