using System.Xml.Linq;

namespace Delight.Development.Testing;

/// <summary>Reads the counts out of a Visual Studio test result file (<c>.trx</c>).</summary>
/// <remarks>
/// Counts the results one by one: the file's own counters say 0 not executed where xunit skips a test.
/// </remarks>
internal static class TrxSummary
{
    /// <summary>Counts the results of one file.</summary>
    /// <param name="trx">The parsed file.</param>
    /// <returns>Whatever neither passed nor was skipped counts as failed: errors, time-outs, aborted tests.</returns>
    /// <exception cref="InvalidDataException">The document is no test result.</exception>
    internal static TestCounts Of(XDocument trx)
    {
        if (trx.Root is not { Name.LocalName: "TestRun" } run)
        {
            string found = trx.Root?.Name.LocalName ?? "missing";
            throw new InvalidDataException($"The root element is {found}; a .trx file has TestRun.");
        }

        int passed = 0, failed = 0, skipped = 0;
        IEnumerable<XElement> results = run.Elements().Where(element => element.Name.LocalName == "Results").Elements();
        foreach (XElement result in results)
        {
            switch (result.Attribute("outcome")?.Value)
            {
                case "Passed": passed++; break;
                case "NotExecuted" or "NotRunnable": skipped++; break;
                default: failed++; break;
            }
        }

        return new TestCounts(passed, failed, skipped);
    }
}
