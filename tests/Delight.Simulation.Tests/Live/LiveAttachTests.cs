using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Delight.Simulation.Live;
using Delight.Simulation.Network;
using Delight.Simulation.Observing;

namespace Delight.Simulation.Tests.Live;

/// <summary>Frictions on a system that somebody else creates.</summary>
public sealed class LiveAttachTests : IDisposable
{
    private const string Own = """
        akka { loglevel = OFF, stdout-loglevel = OFF }
        akka.actor.guardian-supervisor-strategy = "Akka.Actor.StoppingSupervisorStrategy"
        of-my-own { type = PinnedDispatcher }
        """;

    private static readonly TimeSpan Latency20 = TimeSpan.FromMilliseconds(20);
    private readonly List<ActorSystem> _systems = [];

    public void Dispose() => Task.WaitAll([.. _systems.Select(system => system.Terminate())]);

    [Fact]
    public async Task Attach_ToAForeignSystem_IsTheSameAsCreate()
    {
        Notes created = new(), attached = new();
        LiveFrictions own = LiveFrictions.Create(new LiveOptions { Hocon = Own, Observer = created });
        LiveFrictionsSetup setup = LiveFrictions.Prepare(new LiveOptions { Hocon = Own, Observer = attached });
        LiveFrictions other = setup.Attach(Start($"{setup.Hocon}", Own));

        string[] expected =
        [
            "failed with Stop", "far: late", "dropped NodeDown", "crashed", "restarted", "far: again",
        ];
        Assert.Equal(expected.Order(), (await PlayAsync(own, created)).Order());
        Assert.Equal(expected.Order(), (await PlayAsync(other, attached)).Order());
    }

    [Fact]
    public async Task Dispose_OfAttachedFrictions_EndsPausesAndLeavesTheSystemRunning()
    {
        LiveFrictionsSetup setup = LiveFrictions.Prepare(new LiveOptions { Hocon = Own });
        ActorSystem system = Start(setup.Hocon, Own);
        LiveFrictions frictions = setup.Attach(system);
        IActorRef far = frictions.AddNode("far", Scripted.Props((message, actor) => actor.From.Tell(message)));
        frictions.Pause("far");

        await frictions.DisposeAsync();

        Assert.Equal("hello", await far.Ask<string>("hello", TimeSpan.FromMinutes(1)));
        Assert.False(system.WhenTerminated.IsCompleted);
    }

    [Fact]
    public void Attach_ToAWrongSystem_IsRefusedInOneLine()
    {
        LiveFrictionsSetup setup = LiveFrictions.Prepare(new LiveOptions { Hocon = Own });

        Assert.StartsWith(
            "delight.simulation.key of system 'hosted' is '';", Refusal(() => setup.Attach(Start(Own))));
        Assert.StartsWith(
            "of-my-own.type of system 'hosted' is 'PinnedDispatcher';",
            Refusal(() => setup.Attach(Start("of-my-own { type = PinnedDispatcher }", setup.Hocon, Own))));
        Assert.StartsWith(
            "the provider of system 'hosted' is a RemoteActorRefProvider, other than akka.actor.provider in",
            Refusal(() => setup.Attach(Start(
                BootstrapSetup.Create().WithActorRefProvider(ProviderSelection.Remote.Instance),
                "akka.remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }", setup.Hocon, Own))));
        Assert.StartsWith(
            "dispatcher unknown of system 'hosted' is not in LiveOptions.Hocon, so",
            Refusal(() => setup.Attach(Start(setup.Hocon, Own, "unknown { type = ForkJoinDispatcher }"))));
        setup.Attach(Start(setup.Hocon, Own));
        Assert.StartsWith(
            "this setup is attached to system 'hosted' already.",
            Refusal(() => setup.Attach(Start(setup.Hocon, Own))));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("local", true)]
    [InlineData("\"Akka.Actor.LocalActorRefProvider, Akka\"", true)]
    [InlineData("remote", false)]
    [InlineData("cluster", false)]
    [InlineData("\"Akka.Cluster.ClusterActorRefProvider, Akka.Cluster\"", false)]
    public void Hocon_ForAProvider_ReplacesTheLocalOneOnly(string provider, bool isReplaced)
    {
        string own = provider.Length == 0 ? string.Empty : $"akka.actor.provider = {provider}";

        string hocon = LiveFrictions.Prepare(new LiveOptions { Hocon = own }).Hocon;

        Assert.Equal(isReplaced, ConfigurationFactory.ParseString(hocon).HasPath("akka.actor.provider"));
    }

    [Fact]
    public void Hocon_ForDispatchersOfAkkaRemote_LeavesThemAlone()
    {
        const string Hocon = "akka.remote.default-remote-dispatcher.type = Dispatcher, mine.type = Dispatcher";

        Config overlay = ConfigurationFactory.ParseString(
            LiveFrictions.Prepare(new LiveOptions { Hocon = Hocon }).Hocon);

        Assert.False(overlay.HasPath("akka.remote"));
        Assert.True(overlay.HasPath("mine.type"));
    }

    private static string Refusal(Action act) => Assert.ThrowsAny<Exception>(act).Message;

    private static async Task<IEnumerable<string>> PlayAsync(LiveFrictions frictions, Notes notes)
    {
        frictions.AddNode("near", Scripted.Props((message, actor) =>
            actor.Here.ActorSelection("/user/far").Tell(message)).WithDispatcher("of-my-own"));
        IActorRef far = frictions.AddNode("far", Scripted.Props((message, _) => notes.Add($"far: {message}")));
        frictions.Network.DefaultQuality = new LinkQuality { Latency = Latency20 };
        TimeSpan sent = frictions.Elapsed;
        Near().Tell("late");
        await notes.HasAsync("far: late");
        Assert.InRange(frictions.Elapsed - sent, Latency20, TimeSpan.FromMinutes(1));

        frictions.Crash("far");
        Near().Tell("lost");
        await notes.HasAsync("dropped NodeDown");
        frictions.Restart("far");
        await notes.HasAsync("restarted");
        Near().Tell("again");
        await notes.HasAsync("far: again");
        frictions.Crash(frictions.FindActor("/user/near")!);
        await notes.HasAsync("failed with Stop");
        await frictions.System.Terminate();
        return notes.All;

        IActorRef Near() => frictions.FindActor("/user/near")!;
    }

    private ActorSystem Start(params string[] layers) => Start(BootstrapSetup.Create(), layers);

    private ActorSystem Start(BootstrapSetup setup, params string[] layers)
    {
        Config config = layers.Select(ConfigurationFactory.ParseString)
            .Aggregate((above, below) => above.WithFallback(below));
        _systems.Add(ActorSystem.Create("hosted", setup.WithConfig(config)));
        return _systems[^1];
    }

    private sealed class Notes : ISimulationObserver
    {
        private readonly ConcurrentQueue<string> _all = [];

        public IEnumerable<string> All => _all;

        public void Add(string what) => _all.Enqueue(what);

        public Task HasAsync(string what) => Task.Run(() => Assert.True(
            SpinWait.SpinUntil(() => _all.Contains(what), TimeSpan.FromMinutes(1)), $"'{what}' did not happen"));

        public void Failed(TimeSpan time, IActorRef actor, Exception cause, Directive decision) =>
            Add($"failed with {decision}");

        public void Lost(TimeSpan time, IActorRef receiver, object message, DropReason reason) =>
            Add($"dropped {reason}");

        public void Crashed(TimeSpan time, string node) => Add("crashed");

        public void Restarted(TimeSpan time, string node) => Add("restarted");
    }
}
