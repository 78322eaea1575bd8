using System.Xml.Linq;
using Delight.Experiments.Files;
using Delight.Experiments.Text;
using Delight.Experiments.Theory;
using Delight.Learning.Tasks.Bandits;
using Delight.Reports.Charts;
using Delight.Reports.Markup;

namespace Delight.Reports.Theory;

/// <summary>Writes the page of <c>theory</c>: verdicts, figures, what was chosen. No scripts, nothing from
/// elsewhere.</summary>
public static class TheoryReport
{
    /// <summary>Writes the page; an older one stays whole until this one is complete.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, TheoryResult result, string command) =>
        ReplacedFile.Write(path, stream => Html.Write(stream, Page(result, command)));

    private static XElement Page(TheoryResult result, string command) => Html.Page(
        "Tabular analysis",
        Header(result),
        Verdicts(result),
        Confidence(result),
        Rare(result),
        Gambling(result),
        Choices(result, command));

    private static XElement Header(TheoryResult result) => new(
        "header",
        Html.Element("p", "kicker", "Delight · tabular analysis · exact expectations"),
        new XElement("h1", "What estimators do with samples that are not the learner's"),
        Html.Element("p", "estimators", NumberText.List([.. result.Estimators.Select(estimator => estimator.Name)])),
        Html.Element(
            "p", "lead",
            NumberText.Text(
                $"A bandit with {result.Options.Actions} arms, one of them right. ")
            + "The learner picks it with probability 1 - delta; "
            + $"{NumberText.PercentTick(result.Options.Contamination)} of the samples are drawn uniformly instead. "
            + "The surer the learner, the more surprising are these samples, and the more they do to a plain policy "
            + "gradient."));

    private static XElement Verdicts(TheoryResult result) => new(
        "section",
        new XElement("h2", "Claims"),
        Html.Table(
            Html.Head("Claim", "Measured", "Verdict"),
            TheoryVerdicts.Of(result).Select(verdict => new XElement(
                "tr",
                new XElement("td", verdict.Claim),
                new XElement("td", verdict.Measured),
                Html.Element("td", "strong", verdict.Word)))));

    private static XElement Confidence(TheoryResult result) => new(
        "section",
        new XElement("h2", "Noise across the gradient"),
        Html.Element(
            "p", "lead",
            "The part of a sample's update that does not point along the gradient, squared, and averaged over "
            + "failures. Failures are as likely as the contamination makes them, however sure the learner is."),
        Legend(result, result.Estimators.Select(estimator => estimator.Name)),
        ChartFigure.Wide(
            TheoryCharts.Failures(result),
            "Exact. By symmetry successes have no such part, and the cosine of every estimator's expected update "
            + "with the gradient is 1: on this bandit estimators differ by noise alone."),
        new XElement("h3", "What the noise does to a batch"),
        ChartFigure.Wide(
            TheoryCharts.Cosines(result),
            NumberText.Text($"Mean over {result.Options.Batches} batches of {result.Options.BatchRows} samples; ")
            + "all estimators see the same batches. A gate on the probability alone does best here, where the rare "
            + "is always wrong; what it costs where the rare is right is shown next."));

    private static XElement Rare(TheoryResult result) => new(
        "section",
        new XElement("h2", "Rare successes and rare failures"),
        Html.Element(
            "p", "lead",
            "The weight that an arm of small probability keeps when it turns out right, and when it turns out "
            + "wrong, at an advantage of 1 and -1. Whatever is blind to the sign has the same curve in both panels."),
        Legend(result, result.Estimators.Select(estimator => estimator.Name)),
        Html.Element(
            "div", "panels",
            ChartFigure.Panel(TheoryCharts.Rare(result, "success", weight => weight.Success)),
            ChartFigure.Panel(TheoryCharts.Rare(result, "failure", weight => weight.Failure))));

    private static XElement Gambling(TheoryResult result)
    {
        GamblingBandit bandit = TheoryResult.Bandit;
        return new XElement(
            "section",
            new XElement("h2", "The gambling bandit, where dg loses"),
            Html.Element(
                "p", "lead",
                NumberText.Text(
                    $"A safe arm pays {bandit.SafeReward}; the other pays {bandit.LuckyReward} ")
                + NumberText.Text($"with chance {bandit.LuckyChance}, {bandit.GambleReward} on average. ")
                + "Its lucky draws are rare successes, which the gate of dg keeps; its blanks are rare failures, "
                + "which it closes on."),
            Legend(result, result.Gambling.Select(outcome => outcome.Estimator)),
            Html.Element(
                "div", "panels",
                ChartFigure.Panel(TheoryCharts.Drift(result)),
                ChartFigure.Panel(TheoryCharts.Ascent(result))),
            Html.Table(
                Html.Head("Estimator", "#Expected reward at the end", "#Gambles with", "#Misled at"),
                result.Gambling.Select(outcome => new XElement(
                    "tr",
                    new XElement(
                        "th", new XAttribute("scope", "row"),
                        Html.Element("span", $"swatch {TheoryCharts.StyleOf(result, outcome.Estimator)}"),
                        outcome.Estimator),
                    Html.Number(NumberText.Text($"{outcome.RewardFinal:0.0000}")),
                    Html.Number(NumberText.Percent(outcome.GambleFinal)),
                    Html.Number(NumberText.Percent(outcome.MisledShare) + " of policies")))));
    }

    private static XElement Choices(TheoryResult result, string command) => new(
        "section",
        new XElement("h2", "Run it again"),
        new XElement("pre", Html.Element("code", "command", command)),
        Html.Element(
            "p", "small",
            $"Baseline {TheoryNames.Of(result.Options.Baseline)}, seed {NumberText.Count((long)result.Options.Seed)}. "
            + string.Join(". ", result.Estimators.Select(estimator => $"{estimator.Name}: {estimator.Summary}"))
            + "."));

    private static XElement Legend(TheoryResult result, IEnumerable<string> estimators) => ChartFigure.Legend(
        estimators.Select(estimator => new ChartLine(estimator, TheoryCharts.StyleOf(result, estimator), [])));
}
