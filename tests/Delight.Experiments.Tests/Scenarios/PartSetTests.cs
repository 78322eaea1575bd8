using Delight.Experiments.Scenarios;
using Delight.Experiments.Settings;
using Delight.Experiments.Text;
using Delight.Learning.Parts;

namespace Delight.Experiments.Tests.Scenarios;

public sealed class PartSetTests
{
    [Fact]
    public void With_OptionOfTheSameName_NamesThePart()
    {
        PartSet policies = PartSet.Of(new PartCatalogues().Policies);

        UserErrorException refusal = Assert.Throws<UserErrorException>(
            () => policies.With(
                new SettingDefinition { Name = "hidden", Kind = SettingKind.Flag, Summary = "whether it is hidden" }));

        Assert.Equal(
            "policy 'mlp' has an option 'hidden', which every policy has already. Give the option another name.",
            Assert.Single(refusal.Problems));
    }

    [Fact]
    public void With_Settings_ReachScenariosButNotTheParts()
    {
        EffectiveScenario scenario = ScenarioFixture.Valid(
            ScenarioFixture.With(string.Empty), "policy.engine=torch", "policy.initial=some.npz");

        Assert.Equal(PolicyEngine.Torch, scenario.Settings.Policy.Engine);
        Assert.Equal("some.npz", scenario.Settings.Policy.Initial);
        Assert.Equal(PolicyDevice.Cpu, scenario.Settings.Policy.Device);
        Assert.DoesNotContain(
            scenario.Settings.Policy.Part.Options.Keys, name => name is "engine" or "device" or "initial");
        Assert.DoesNotContain("engine", scenario.PolicyLabel, StringComparison.Ordinal);
        Assert.Contains("\"engine\": \"torch\"", scenario.ToJson(), StringComparison.Ordinal);
    }
}
