namespace Delight.Host.CommandLine;

/// <summary>The exit codes of the host.</summary>
internal static class ExitCode
{
    /// <summary>What was asked is done.</summary>
    public const int Done = 0;

    /// <summary>The run failed.</summary>
    public const int Failed = 1;

    /// <summary>The input was refused; nothing was started.</summary>
    public const int Refused = 2;

    /// <summary>The user interrupted it; what was recorded is readable.</summary>
    public const int Interrupted = 130;
}
