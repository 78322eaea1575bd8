using Akka.Actor;
using Delight.Simulation.Faults;
using Delight.Simulation.Network;
using static Delight.Simulation.TestKit.Tests.Guide.FirstRelease;

namespace Delight.Simulation.TestKit.Tests.Guide;

/// <summary>The test of docs/akka-simulation.md on the mended office.</summary>
public sealed class MendedBoxOfficeTests : SimulationTestKit
{
    [SimulationTheory(Seeds = 300)]
    public void Seat_OfferedToTwoBuyers_IsSoldOnce()
    {
        Dictionary<int, string> disk = [];
        List<Reserved> told = [];
        Network.DefaultQuality = new LinkQuality
        {
            Latency = Latency.Exponential(TimeSpan.FromMilliseconds(50)), LossShare = 0.1,
        };
        AddNode("office", Props.Create(() => new SecondRelease.BoxOffice(disk)));
        AddNode("ada", Props.Create(() => new Buyer("ada", TimeSpan.FromSeconds(1), told)));
        AddNode("bob", Props.Create(() => new Buyer("bob", TimeSpan.FromSeconds(10), told)));
        Play(
            [
                new()
                {
                    Kind = FaultKind.CrashNode, Targets = ["office"], Every = TimeSpan.FromSeconds(5),
                    Lasts = TimeSpan.FromSeconds(1),
                },
            ],
            TimeSpan.FromSeconds(20));

        RunFor(TimeSpan.FromMinutes(1));

        Assert.Equal(2, told.Count);
        Assert.Equal(told[0].Buyer, told[1].Buyer);
    }
}
