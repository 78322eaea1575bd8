using System.Globalization;
using Xunit.Abstractions;

namespace Delight.Simulation.TestKit.Running;

/// <summary>Keeps what one trial writes, so that the output of the failing seed alone is shown.</summary>
internal sealed class SeedOutput : ITestOutputHelper
{
    private readonly List<string> _lines = [];

    /// <inheritdoc/>
    public void WriteLine(string message) => _lines.Add(message);

    /// <inheritdoc/>
    public void WriteLine(string format, params object[] args) =>
        _lines.Add(string.Format(CultureInfo.InvariantCulture, format, args));

    /// <summary>Writes all of it.</summary>
    public void CopyTo(ITestOutputHelper? output)
    {
        foreach (string line in output is null ? [] : _lines)
        {
            output!.WriteLine(line);
        }
    }
}
