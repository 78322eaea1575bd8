using Akka.TestKit;

namespace Delight.Simulation.TestKit.Tests;

/// <summary>No waiting member of Akka's kit is left to the wall clock, in this version of Akka.NET and the
/// next.</summary>
public sealed class WaitingMembersTests
{
    /// <summary>With the reason of each.</summary>
    private static readonly Dictionary<string, string> Approved = new(StringComparer.Ordinal)
    {
        ["Dilated(System.TimeSpan)"] = "multiplies a time by a setting, and waits for nothing",
        ["GetTimeoutOrDefault(System.Nullable`1[System.TimeSpan])"] = "reads a setting, and waits for nothing",
    };

    /// <summary>The same for probes alone.</summary>
    private static readonly Dictionary<string, string> ApprovedForProbes = new(Approved, StringComparer.Ordinal)
    {
        ["CreateTestProbe(System.String)"] = "throws in Akka's probe already",
    };

    [Fact]
    public void Kit_WaitingMembersOfItsBase_AreHidden() => AssertNone(
        WaitingMembers.Missing(typeof(TestKitBase), typeof(SimulationTestKit), Approved.Keys.ToHashSet()));

    [Theory]
    [InlineData(typeof(TestKitBase))]
    [InlineData(typeof(TestProbe))]
    public void Probe_WaitingMembersOfItsBases_AreHidden(Type origin) => AssertNone(
        WaitingMembers.Missing(origin, typeof(SimulationTestProbe), ApprovedForProbes.Keys.ToHashSet()));

    [Fact]
    public void Rule_OnAkkasKit_FindsMoreThanAHundredMembers()
    {
        Assert.Equal(152, WaitingMembers.Of(typeof(TestKitBase)).Count());
        Assert.Equal(9, WaitingMembers.Of(typeof(TestProbe)).Count());
    }

    [Fact]
    public void Rule_NewMembersOfABase_NamesEachThatWaits() => Assert.Equal(
        ["Doze(System.TimeSpan)", "ListenAsync()", "ExpectSong()", "Stare`1(System.Threading.CancellationToken)"],
        WaitingMembers.Missing(typeof(NewerKit), typeof(OwnKit), new HashSet<string>()));

    private static void AssertNone(IEnumerable<string> missing)
    {
        string[] all = [.. missing];
        Assert.True(all.Length == 0, $"hide these members, or approve them with a reason: {string.Join("; ", all)}");
    }

    private class NewerKit
    {
        public static void Doze(TimeSpan time) => _ = time;

        public Task ListenAsync() => Task.FromResult(this);

        public NewerKit ExpectSong() => this;

        public NewerKit Hidden(TimeSpan? time) => time > TimeSpan.Zero ? this : new();

        public NewerKit Plain(int number) => number > 0 ? this : new();

        protected static T? Stare<T>(CancellationToken cancellationToken)
            where T : class => cancellationToken.IsCancellationRequested ? null : default;
    }

    private abstract class OwnKit : NewerKit
    {
        public new OwnKit? Hidden(TimeSpan? time) => time > TimeSpan.Zero ? this : null;
    }
}
