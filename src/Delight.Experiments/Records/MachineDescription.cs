using System.Runtime.InteropServices;

namespace Delight.Experiments.Records;

/// <summary>Where a run took place: enough to judge its wall time, nothing that names the machine or its
/// user.</summary>
/// <param name="Framework">Version of .NET, for example <c>.NET 10.0.1</c>.</param>
/// <param name="OperatingSystem">Name and version.</param>
/// <param name="Processor">Model name where the system tells it, else the architecture.</param>
/// <param name="Processors">Logical processors that the process may use.</param>
public sealed record MachineDescription(string Framework, string OperatingSystem, string Processor, int Processors)
{
    /// <summary>The machine that this process runs on; read once.</summary>
    public static MachineDescription Current { get; } = new(
        RuntimeInformation.FrameworkDescription,
        $"{RuntimeInformation.OSDescription} ({RuntimeInformation.ProcessArchitecture})",
        ProcessorName(),
        Environment.ProcessorCount);

    /// <summary>The value of <c>model name</c> in Linux's table of processors, or null where it has none.</summary>
    /// <param name="lines">The lines of <c>/proc/cpuinfo</c>.</param>
    internal static string? ModelName(IEnumerable<string> lines) => lines
        .Where(line => line.StartsWith("model name", StringComparison.Ordinal)
            && line.Contains(':', StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())
        .FirstOrDefault(name => name.Length > 0);

    private static string ProcessorName()
    {
        const string linuxTable = "/proc/cpuinfo";
        string? name = File.Exists(linuxTable)
            ? ModelName(File.ReadLines(linuxTable))
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        return string.IsNullOrWhiteSpace(name) ? RuntimeInformation.ProcessArchitecture.ToString() : name;
    }
}
