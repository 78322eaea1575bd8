using System.CommandLine;
using Delight.Development.Testing;

namespace Delight.Host.CommandLine;

/// <summary><c>test</c>: the tests, ending with <c>N passed, N failed</c>.</summary>
internal static class TestCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(HostContext context)
    {
        Command command = new("test", "Build everything and run all tests; the last line is 'N passed, N failed'.");
        Option<string?> filter = new("--filter")
        {
            Description = "a filter expression of dotnet test, for example FullyQualifiedName~MatrixProduct",
                HelpName = "EXPRESSION",
        };
        command.Options.Add(filter);
        command.SetAction(parsed => new TestVerb().Run(context.Output, context.Error, parsed.GetValue(filter)));
        return command;
    }
}
