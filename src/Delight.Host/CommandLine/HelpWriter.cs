using System.CommandLine;
using System.Text;

namespace Delight.Host.CommandLine;

/// <summary>Writes help with the name that people type.</summary>
/// <remarks>The parser names the program by its assembly, and offers no other way.</remarks>
internal sealed class HelpWriter(TextWriter next) : TextWriter
{
    private const string Typed = "delight";

    /// <inheritdoc/>
    public override Encoding Encoding => next.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => next.Write(value);

    /// <inheritdoc/>
    public override void Write(string? value) => next.Write(Named(value));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => next.WriteLine(Named(value));

    /// <inheritdoc/>
    public override void Flush() => next.Flush();

    private static string? Named(string? text) =>
        text?.Replace(RootCommand.ExecutableName, Typed, StringComparison.Ordinal);
}
