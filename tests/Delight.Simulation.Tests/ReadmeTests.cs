using Akka.Actor;
using Delight.Simulation.Live;
using Delight.Simulation.Network;

namespace Delight.Simulation.Tests;

/// <summary>The example of the package's README.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void Example_OfTheReadme_RunsAndTheClientIsAnsweredInBothLives()
    {
        Client.Answers.Clear();

        #region readme
        using Simulation simulation = Simulation.Create(seed: 7);
        simulation.AddNode("server", Props.Create<Server>()); // a node is a top-level actor: its program
        simulation.AddNode("client", Props.Create<Client>());
        simulation.Network.Link("client", "server").Latency = Latency.Constant(TimeSpan.FromMilliseconds(50));
        simulation.RunFor(TimeSpan.FromSeconds(10));
        simulation.Crash("server");
        simulation.RunFor(TimeSpan.FromSeconds(3));
        simulation.Restart("server");
        simulation.RunFor(TimeSpan.FromSeconds(10));
        #endregion

        // It asks each second from 1 to 23. The questions of 10 to 13 find no server, that of 23 is under way.
        Assert.Equal(18, Client.Answers.Count);
    }

    [Fact]
    public async Task LiveExample_OfTheReadme_CrashesAndRestarts()
    {
        #region live
        await using LiveFrictions frictions = LiveFrictions.Create(new LiveOptions { Seed = 7 });
        frictions.AddNode("server", Props.Create<Server>());
        frictions.AddNode("client", Props.Create<Client>());
        frictions.Network.Link("client", "server").Latency = TimeSpan.FromMilliseconds(50);
        frictions.Crash("server");
        frictions.Restart("server");
        #endregion

        Assert.True(SpinWait.SpinUntil(() => frictions.Counters.Restarts == 1, TimeSpan.FromMinutes(1)));
    }

    private sealed class Server : ReceiveActor
    {
        public Server() => Receive<string>(question => Sender.Tell($"re {question}"));
    }

    private sealed class Client : ReceiveActor, IWithTimers
    {
        public static readonly List<string> Answers = [];

        public Client()
        {
            Receive<string>(text => text == "ask", _ => Context.ActorSelection("/user/server").Tell("hello"));
            Receive<string>(Answers.Add);
        }

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart() => Timers.StartPeriodicTimer("ask", "ask", TimeSpan.FromSeconds(1));
    }
}
