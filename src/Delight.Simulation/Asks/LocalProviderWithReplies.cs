using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Event;
using Akka.Serialization;
using Delight.Simulation.Dispatch;

namespace Delight.Simulation.Asks;

/// <summary>The local provider of Akka.NET, but for the temporary actors of Ask, whose replies take their
/// links.</summary>
/// <remarks>Akka.NET makes it by its name in the configuration.</remarks>
internal sealed class LocalProviderWithReplies(string systemName, Settings settings, EventStream eventStream)
    : IActorRefProvider
{
    private readonly IActorHost _host = PartRegistry.Find<IActorHost>(settings.Config);
    private readonly LocalActorRefProvider _local = new(systemName, settings, eventStream);

    public IInternalActorRef RootGuardian => _local.RootGuardian;

    public LocalActorRef Guardian => _local.Guardian;

    public LocalActorRef SystemGuardian => _local.SystemGuardian;

    public IActorRef DeadLetters => _local.DeadLetters;

    public IActorRef IgnoreRef => _local.IgnoreRef;

    public ActorPath RootPath => _local.RootPath;

    public Settings Settings => _local.Settings;

    public Deployer Deployer => _local.Deployer;

    public IInternalActorRef TempContainer => _local.TempContainer;

    public Task TerminationTask => _local.TerminationTask;

    public Address DefaultAddress => _local.DefaultAddress;

    public Information SerializationInformation => _local.SerializationInformation;

    public IActorRef RootGuardianAt(Address address) => _local.RootGuardianAt(address);

    public void Init(ActorSystemImpl system) => _local.Init(system);

    public ActorPath TempPath() => _local.TempPath();

    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) =>
        _local.RegisterTempActor(actorRef, path);

    public void UnregisterTempActor(ActorPath path) => _local.UnregisterTempActor(path);

    public FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs) =>
        _host.CreateFutureRef(tcs, TempPath(), this);

    public IInternalActorRef ActorOf(
        ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, bool systemService,
        Deploy deploy, bool lookupDeploy, bool async)
    {
        _host.Join(path);
        return _local.ActorOf(system, props, supervisor, path, systemService, deploy, lookupDeploy, async);
    }

    public IActorRef ResolveActorRef(string path) => _local.ResolveActorRef(path);

    public IActorRef ResolveActorRef(ActorPath actorPath) => _local.ResolveActorRef(actorPath);

    public Address GetExternalAddressFor(Address address) => _local.GetExternalAddressFor(address);
}

/// <summary>What a provider asks of its simulation or of its live frictions.</summary>
internal interface IActorHost
{
    /// <summary>An actor is about to be made; a top-level one joins the node whose turn makes it.</summary>
    void Join(ActorPath path);

    /// <summary>Makes the temporary actor of an Ask.</summary>
    FutureActorRef<T> CreateFutureRef<T>(
        TaskCompletionSource<T> result, ActorPath path, IActorRefProvider provider);
}
