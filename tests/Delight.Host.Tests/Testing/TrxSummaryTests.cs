using System.Xml.Linq;
using Delight.Development.Testing;

namespace Delight.Host.Tests.Testing;

public sealed class TrxSummaryTests
{
    private const string Namespace = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    [Fact]
    public void Of_EachOutcome_CountsOnlyPassedAndSkippedApart()
    {
        XDocument trx = Trx("Passed", "Passed", "Passed", "NotExecuted", "Failed", "Error", "Timeout", "Aborted");

        Assert.Equal(new TestCounts(3, 4, 1), TrxSummary.Of(trx));
    }

    [Fact]
    public void Of_ResultsInsideAResult_AreNotCountedAgain()
    {
        XDocument trx = Trx("Passed");
        XElement outer = trx.Root!.Elements().Single().Elements().Single();
        outer.Add(new XElement(XName.Get("InnerResults", Namespace), Result("Passed"), Result("Failed")));

        Assert.Equal(new TestCounts(1, 0, 0), TrxSummary.Of(trx));
    }

    [Fact]
    public void Of_RunWithoutResults_IsZero() =>
        Assert.Equal(default, TrxSummary.Of(new XDocument(new XElement(XName.Get("TestRun", Namespace)))));

    [Fact]
    public void Of_ResultWithoutOutcome_CountsAsFailed() =>
        Assert.Equal(new TestCounts(0, 1, 0), TrxSummary.Of(Trx((string?)null)));

    [Fact]
    public void Of_OtherDocument_IsRefusedByItsName()
    {
        XDocument page = XDocument.Parse("<html/>");

        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => TrxSummary.Of(page));

        Assert.Contains("html", refused.Message, StringComparison.Ordinal);
    }

    private static XDocument Trx(params string?[] outcomes) => new(
        new XElement(
            XName.Get("TestRun", Namespace),
            new XElement(XName.Get("Results", Namespace), outcomes.Select(Result))));

    private static XElement Result(string? outcome) =>
        new(XName.Get("UnitTestResult", Namespace), outcome is null ? null : new XAttribute("outcome", outcome));
}
