using Akka.Actor;
using Akka.Actor.Setup;
using Akka.TestKit;
using Delight.Simulation.TestKit.Systems;
using Delight.Simulation.TestKit.Waiting;

namespace Delight.Simulation.TestKit;

/// <summary>A probe whose waits pass virtual time. Made by
/// <see cref="SimulationTestKit.CreateTestProbe(string, string)"/>.</summary>
public sealed partial class SimulationTestProbe : TestProbe
{
    /// <summary>The base class calls <see cref="InitializeTest"/> before our constructor has run.</summary>
    [ThreadStatic]
    private static ProbePlace? _making;

    private ITestedSystem _system = null!;
    private Waits _waits = null!;

    internal SimulationTestProbe(ITestedSystem system, ProbePlace place)
        : base(system.Actors, system.Assertions, Making(place)) => Node = place.Node;

    /// <summary>The node whose links its messages take; null: none.</summary>
    public string? Node { get; }

    /// <summary>Makes one more test actor, whose messages come to the same queue.</summary>
    /// <param name="name">Its name.</param>
    public new IActorRef CreateTestActor(string name)
    {
        IActorRef? actor = null;
        _system.Start(name, Node, () => actor = base.CreateTestActor(name));
        return actor!;
    }

    /// <inheritdoc/>
    protected override void InitializeTest(
        ActorSystem system, ActorSystemSetup config, string actorSystemName, string testActorName)
    {
        ProbePlace place = _making!;
        _making = null;
        _system = TestedSystemExtension.Of(system);
        _system.Start(
            place.Name, place.Node, () => base.InitializeTest(system, config, actorSystemName, testActorName));
        _system.Guard(this);
        _waits = new Waits(_system, NewQueue(), TestKitSettings, TestActor);
    }

    private static string Making(ProbePlace place)
    {
        _making = place;
        return place.Name;
    }

    private TestQueue NewQueue() => new(
        () => HasMessages,
        () => base.TryReceiveOne(out MessageEnvelope envelope, TimeSpan.Zero) ? envelope : null,
        () => base.TryPeekOne(out MessageEnvelope envelope, TimeSpan.Zero, default) ? envelope : null);
}

/// <summary>Where a probe is made.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Node">Its node; null: none.</param>
internal sealed record ProbePlace(string Name, string? Node);
