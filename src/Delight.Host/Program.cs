using System.Runtime.InteropServices;
using Delight.Host.CommandLine;
using Delight.Host.Terminal;

namespace Delight.Host;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        using CancellationTokenSource interrupted = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        LastingWriter output = new(() => Console.Out);
        LastingWriter error = new(() => Console.Error);
        Redirect(output, error);
        int code = await HostCommand.RunAsync(
            arguments, new HostContext { Output = Console.Out, Error = Console.Error }, interrupted.Token);
        output.Flush();
        if (code != ExitCode.Done || output.Failure is not { } failure)
        {
            return code;
        }

        error.WriteLine($"delight: standard output could not be written: {failure.TrimEnd('.')}. The work is done.");
        return ExitCode.Failed;

        // The first signal ends the run in order, so that its record is complete; a second one ends the process.
        void Interrupt(PosixSignalContext signal)
        {
            signal.Cancel = !interrupted.IsCancellationRequested;
            interrupted.Cancel();
        }
    }

    /// <summary>Puts the lasting writers before the streams, for all that prints.</summary>
    private static void Redirect(LastingWriter output, LastingWriter error)
    {
        // Opened before they stand behind themselves.
        _ = (output.Failure, error.Failure);
        Console.SetOut(output);
        Console.SetError(error);
    }
}
