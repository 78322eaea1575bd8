using System.Runtime.InteropServices;

namespace Delight.Actors.Tests.Cluster;

/// <summary>Lets processes that a test starts hear SIGINT.</summary>
/// <remarks>A shell without job control lets what it starts with <c>&amp;</c> ignore SIGINT, and a child inherits that
/// through any number of processes. So a test run in the background would start hosts that no SIGINT ends.</remarks>
internal static class InterruptSignal
{
    private const int Number = 2;
    private const nint Default = 0, Ignored = 1;

    // As large as the struct of any system; the handler is its first member.
    private const int ActionPointers = 64;

    /// <summary>Gives SIGINT its default meaning where this process ignores it; else changes nothing.</summary>
    public static void StopIgnoring()
    {
        nint[] action = new nint[ActionPointers];
        if (sigaction(Number, 0, action) == 0 && action[0] == Ignored)
        {
            _ = signal(Number, Default);
        }
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int sigaction(int number, nint action, [Out] nint[] old);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint signal(int number, nint handler);
}
