using Spectre.Console;

namespace Delight.Host.Terminal;

/// <summary>Makes the consoles that the host writes to.</summary>
public static class HostConsole
{
    // Tables written to a file are as wide as they need, within reason: nobody wraps a file.
    private const int RedirectedWidth = 160;

    /// <summary>Standard output: results.</summary>
    public static IAnsiConsole Output() => Create(Console.Out, Console.IsOutputRedirected, NoColor());

    /// <summary>Standard error: progress and problems.</summary>
    public static IAnsiConsole Error() => Create(Console.Error, Console.IsErrorRedirected, NoColor());

    /// <summary>A console on any writer.</summary>
    /// <param name="writer">Where it writes.</param>
    /// <param name="isRedirected">True where no terminal reads it: no colours, no cursor movement, wide lines.</param>
    /// <param name="noColor">Value of NO_COLOR; anything but null or empty turns colours off, as no-color.org defines
    /// it.</param>
    internal static IAnsiConsole Create(TextWriter writer, bool isRedirected, string? noColor)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
            ColorSystem = isRedirected || !string.IsNullOrEmpty(noColor)
                ? ColorSystemSupport.NoColors
                : ColorSystemSupport.Detect,
        });
        if (isRedirected)
        {
            console.Profile.Width = RedirectedWidth;
        }

        return console;
    }

    private static string? NoColor() => Environment.GetEnvironmentVariable("NO_COLOR");
}
