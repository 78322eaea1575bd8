using Delight.Experiments.Records;

namespace Delight.Experiments.Tests.Records;

public sealed class DescriptionTests
{
    [Theory]
    [InlineData("0.1.0+3f2a", "0.1.0", "3f2a")]
    [InlineData("0.1.0", "0.1.0", null)]
    [InlineData("0.1.0+", "0.1.0", null)]
    public void Parse_InformationalVersion_SplitsAtThePlus(string text, string version, string? commit) =>
        Assert.Equal(new BuildDescription(version, commit), BuildDescription.Parse(text));

    [Fact]
    public void ModelName_TableOfProcessors_IsTheFirstName()
    {
        Assert.Equal(
            "Fast CPU: 2 GHz",
            MachineDescription.ModelName(["processor : 0", "model name\t: Fast CPU: 2 GHz", "model name : B"]));
        Assert.Null(MachineDescription.ModelName(["processor : 0"]));
    }

    [Fact]
    public void Current_Machine_NamesTheFramework()
    {
        Assert.StartsWith(".NET ", MachineDescription.Current.Framework, StringComparison.Ordinal);
        Assert.NotEmpty(MachineDescription.Current.Processor);
    }
}
