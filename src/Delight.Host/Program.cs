using Delight.Host.Testing;

namespace Delight.Host;

internal static class Program
{
    private static int Main(string[] args)
    {
        string? filter = args is [_, "--filter", var expression, ..] ? expression : null;
        return args is ["test", ..] ? new TestVerb().Run(Console.Out, Console.Error, filter) : 0;
    }
}
