using Akka.Actor;
using Akka.Actor.Internal;
using Delight.Simulation.Network;

namespace Delight.Simulation.TestKit.Tests.Determinism;

/// <summary>A kit's run of a seed is the same run whatever ran before it or runs beside it.</summary>
public sealed class KitDigestTests
{
    [Fact]
    public void Digest_OfOneSeed_IsTheSameWithOtherKitsBefore()
    {
        (ulong Digest, string Seen) first = Run();
        using (OneKit other = new())
        {
            other.CreateTestProbe().Ref.Tell("a");
            other.CreateTestProbe(null, "phone").Ref.Tell("b");
            other.RunUntilIdle();
        }

        Assert.Equal(first, Run());
        Assert.Equal(40, first.Seen.Split(' ').Length);
    }

    [Fact]
    public void Digest_MessagesToProbes_EnterIt()
    {
        ulong[] digests = [.. new string?[] { null, "a", "b" }.Select(name =>
        {
            using OneKit kit = new();
            SimulationTestProbe probe = kit.CreateTestProbe("named");
            ulong before = kit.Simulation.Digest;
            if (name is not null)
            {
                (name == "a" ? probe.Ref : kit.CreateTestProbe().Ref).Tell(name);
            }

            kit.RunUntilIdle();
            Assert.Equal(name is null, before == kit.Simulation.Digest);
            return kit.Simulation.Digest;
        })];
        Assert.Equal(3, digests.Distinct().Count());
    }

    [Fact]
    public void Kits_OnTwoThreads_DoNotMix()
    {
        (ulong Digest, string Seen) alone = Run();
        (ulong Digest, string Seen)[] results = new (ulong, string)[4];
        Exception? failure = null;
        using Barrier barrier = new(results.Length);
        Thread[] threads = [.. results.Select((_, index) => new Thread(() =>
        {
            try
            {
                barrier.SignalAndWait();
                for (int round = 0; round < 20; round++)
                {
                    results[index] = Run();
                    Assert.Equal(alone, results[index]);
                }
            }
            catch (Exception caught)
            {
                failure = caught;
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Null(failure);
        Assert.All(results, result => Assert.Equal(alone, result));
    }

    [Fact]
    public void Kits_NestedOnOneThread_EachHasItsImplicitSender()
    {
        using OneKit outer = new();
        IActorRef echo = outer.ActorOf<Echo>();
        using (OneKit inner = new())
        {
            inner.ActorOf<Echo>().Tell("inner");
            inner.ExpectMsg("inner");
        }

        Assert.Equal(outer.TestActor, InternalCurrentActorCellKeeper.Current!.Self);
        echo.Tell("outer");
        outer.ExpectMsg("outer");
    }

    /// <summary>Random latencies and losses between three probes on nodes and one without.</summary>
    private static (ulong Digest, string Seen) Run()
    {
        using OneKit kit = new();
        kit.Network.DefaultQuality = new LinkQuality
        {
            Latency = Latency.Exponential(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(1)), LossShare = 0.1,
        };
        IActorRef echo = kit.AddNode("server", Props.Create<Echo>());
        SimulationTestProbe[] probes =
        [
            kit.CreateTestProbe(), kit.CreateTestProbe(null, "a"), kit.CreateTestProbe(null, "b"),
            kit.CreateTestProbe("named", "a"),
        ];
        List<string> seen = [];
        for (int turn = 0; turn < 40; turn++)
        {
            SimulationTestProbe probe = probes[turn % probes.Length];
            probe.Send(echo, turn);
            seen.Add($"{probe.ReceiveOne(TimeSpan.FromSeconds(1)) ?? "-"}@{kit.Simulation.Elapsed.Ticks}");
        }

        return (kit.Simulation.Digest, string.Join(' ', seen));
    }

    private sealed class OneKit : SimulationTestKit;
}
