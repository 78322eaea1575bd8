using System.Text;
using Delight.Host.CommandLine;
using Delight.Host.Terminal;
using Delight.Learning.Parts;

namespace Delight.Actors.Tests.Cluster;

/// <summary>The real command line in the process of the test: an actor system of its own, at a port of its own. It
/// stands where no process has to die.</summary>
internal sealed class HostInvocation : HostMember
{
    private readonly CancellationTokenSource _interrupt = new();
    private readonly string[] _arguments;
    private readonly Task<int> _run;

    /// <param name="arguments">As after ./delight.</param>
    public HostInvocation(params IEnumerable<string> arguments)
    {
        _arguments = [.. arguments];
        PartCatalogues catalogues = new();
        new SlowParts().AddTo(catalogues);
        Writer output = new(AddOutput), error = new(AddError);
        HostContext context = new()
        {
            Output = output, Error = error, Catalogues = catalogues,
            OutputConsole = HostConsole.Create(output, isRedirected: true, noColor: null),
            ErrorConsole = HostConsole.Create(error, isRedirected: true, noColor: null),
        };
        _run = Task.Run(() => HostCommand.RunAsync(_arguments, context, _interrupt.Token));
    }

    public override bool HasExited => _run.IsCompleted;

    public override void Interrupt() => _interrupt.Cancel();

    public override Task<int> ExitCodeAsync(CancellationToken cancellation) => _run.WaitAsync(cancellation);

    public override async ValueTask DisposeAsync()
    {
        Interrupt();
        await ((Task)_run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // the test has seen what it looks at
        _interrupt.Dispose();
    }

    public override string ToString() => $"in this process: {string.Join(' ', _arguments)}";

    private sealed class Writer(Action<string?> add) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => add(value.ToString());

        public override void Write(string? value) => add(value);

        public override void WriteLine(string? value) => add(value + Environment.NewLine);
    }
}
