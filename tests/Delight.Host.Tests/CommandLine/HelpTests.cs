namespace Delight.Host.Tests.CommandLine;

public sealed class HelpTests
{
    [Fact]
    public async Task Help_OfAVerbThatIsNone_IsRefused()
    {
        HostRun run = await HostRun.OfAsync("simulat", "--help");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            "delight: simulat: there is no such verb. Did you mean 'simulate'? See ./delight --help.",
            run.Error.TrimEnd());
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("  delight [command] [options]", "--help")]
    [InlineData("  delight simulate [<SCENARIO>] [options]", "simulate", "--help")]
    public async Task Help_Usage_SaysWhatOneTypes(string usage, params string[] arguments)
    {
        HostRun run = await HostRun.OfAsync(arguments);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(usage, run.Output, StringComparison.Ordinal);
    }
}
