using Delight.Actors.Port;
using Delight.Actors.Testing;

namespace Delight.Actors.Tests.Simulation;

public sealed class RunDigestTests
{
    private static readonly ulong Plain = DigestOf([1, 2]);

    [Fact]
    public void Value_SameRun_IsTheSame() => Assert.Equal(Plain, DigestOf([1, 2]));

    [Fact]
    public void Value_OtherOrder_Differs() => Assert.NotEqual(Plain, DigestOf([2, 1]));

    [Fact]
    public void Value_OtherField_Differs() => Assert.NotEqual(Plain, DigestOf([1, 3]));

    [Fact]
    public void Value_OneMessageMore_Differs() => Assert.NotEqual(Plain, DigestOf([1, 2, 2]));

    [Fact]
    public void Value_OtherTime_Differs() => Assert.NotEqual(Plain, DigestOf([1, 2], pause: TimeSpan.FromTicks(1)));

    [Fact]
    public void Value_OtherReceiver_Differs() => Assert.NotEqual(Plain, DigestOf([1, 2], name: "other"));

    [Fact]
    public void Value_OtherWireName_Differs() => Assert.NotEqual(Plain, DigestOf([1, 2], wireName: "number/2"));

    [Fact]
    public void AddParameters_OneBit_Differs()
    {
        using SimulatedHarness left = new(), right = new();
        left.Runtime.Digest.AddParameters([0f, 1]);
        right.Runtime.Digest.AddParameters([-0f, 1]);
        Assert.NotEqual(left.Runtime.Digest.Value, right.Runtime.Digest.Value);
    }

    private static ulong DigestOf(
        int[] numbers, TimeSpan pause = default, string name = "actor", string wireName = "number/1")
    {
        using SimulatedHarness harness = new();
        ActorRef actor = harness.Spawn(name, ScriptedActor.Handling((_, _) => { }));
        foreach (int number in numbers)
        {
            harness.Pass(pause);
            harness.Send(actor, new Number(wireName, number));
        }

        harness.Settle();
        return harness.Runtime.Digest.Value;
    }

    private sealed record Number(string WireName, int Value) : IMessage
    {
        public void Describe(ref MessageDigest digest) => digest.Add(Value);
    }
}
