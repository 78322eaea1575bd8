using System.Runtime.InteropServices;
using Delight.Host.CommandLine;

namespace Delight.Host;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        using CancellationTokenSource interrupted = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        return await HostCommand.RunAsync(
            arguments, new HostContext { Output = Console.Out, Error = Console.Error }, interrupted.Token);

        // The first signal ends the run in order, so that its record is complete; a second one ends the process.
        void Interrupt(PosixSignalContext signal)
        {
            signal.Cancel = !interrupted.IsCancellationRequested;
            interrupted.Cancel();
        }
    }
}
