using Akka.Actor;
using Akka.Configuration;
using Akka.Remote.Transport;
using Delight.Simulation.Cluster.Systems;
using Delight.Simulation.Dispatch;

namespace Delight.Simulation.Cluster.Connections;

/// <summary>The transport of a simulated system. Its addresses look like those of Akka.Remote's own
/// transport.</summary>
internal sealed class SimulatedTransport : Transport
{
    private readonly ConnectionTable _table;
    private readonly TaskCompletionSource<IAssociationEventListener> _listener = new();

    /// <summary>Called by Akka.NET.</summary>
    public SimulatedTransport(ActorSystem system, Config config)
    {
        Home = (ClusterHome)PartRegistry.Find<SystemHome>(system.Settings.Config);
        _table = Home.Connections;
        (System, Config) = (system, config);
        SchemeIdentifier = "tcp";
        MaximumPayloadBytes = config.GetByteSize("maximum-frame-size", null) ?? 128_000;
        Address = new Address(SchemeIdentifier, system.Name, Home.Host, Home.Port);
    }

    /// <summary>The system's home.</summary>
    public ClusterHome Home { get; }

    /// <summary>Where it listens, without the prefix of Akka's protocol.</summary>
    public Address Address { get; }

    /// <summary>Who hears of connections that come in; null until Akka.Remote is ready.</summary>
    public IAssociationEventListener? Listener =>
        _listener.Task.IsCompletedSuccessfully ? _listener.Task.Result : null;

    /// <inheritdoc/>
    public override Task<(Address, TaskCompletionSource<IAssociationEventListener>)> Listen()
    {
        _table.Listen(this);
        Home.Transport = this;
        return Task.FromResult((Address, _listener));
    }

    /// <inheritdoc/>
    public override bool IsResponsibleFor(Address remote) => true;

    /// <inheritdoc/>
    public override Task<AssociationHandle> Associate(Address remoteAddress)
    {
        ConnectionAttempt attempt = new(_table, this, remoteAddress);
        attempt.Begin();
        return attempt.Result;
    }

    /// <inheritdoc/>
    public override Task<bool> Shutdown()
    {
        _table.Close(this);
        return Task.FromResult(true);
    }
}
