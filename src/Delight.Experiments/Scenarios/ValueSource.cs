using System.Globalization;

namespace Delight.Experiments.Scenarios;

/// <summary>Where a value comes from.</summary>
/// <param name="Layer">Which of the four layers.</param>
/// <param name="Label">The file as shown to people, the variable's name, or the option's name; empty for a
/// default.</param>
/// <param name="Line">Line in the file, from 1; 0 where the source has no lines or the whole file is meant.</param>
public sealed record ValueSource(SourceLayer Layer, string Label, int Line = 0)
{
    /// <summary>A value that nobody wrote.</summary>
    public static ValueSource Default { get; } = new(SourceLayer.Default, string.Empty);

    /// <summary>A line of a file; line 0 means the whole file.</summary>
    public static ValueSource File(string file, int line) => new(SourceLayer.File, file, line);

    /// <summary>A variable of the environment.</summary>
    public static ValueSource Environment(string variable) => new(SourceLayer.Environment, variable);

    /// <summary>An option of the command line, for example <c>--set</c>.</summary>
    public static ValueSource CommandLine(string option) => new(SourceLayer.CommandLine, option);

    /// <summary><c>default</c>, <c>FILE:LINE</c>, <c>environment NAME</c>, or the option's name.</summary>
    public override string ToString() => Layer switch
    {
        SourceLayer.Default => "default",
        SourceLayer.Environment => $"environment {Label}",
        _ when Line > 0 => string.Create(CultureInfo.InvariantCulture, $"{Label}:{Line}"),
        _ => Label,
    };
}
