using System.Globalization;
using Akka.Actor;
using Delight.Simulation.Live;

namespace Delight.Simulation.Tests.Live;

/// <summary>Two systems that Akka.Remote joins: nodes with frictions are here, and plain actors are there.</summary>
public abstract class TwoSystems(LiveOptions options) : LiveTest(options with
{
    Hocon = $"{Remote}\n{options.Hocon}", SystemName = "here",
})
{
    protected const string Remote = """
        akka.actor.provider = remote
        akka.remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }
        """;

    protected ActorSystem There { get; } = ActorSystem.Create("there", $"{Quiet}\n{Remote}");

    /// <summary>The actors there find an actor here by it.</summary>
    protected string Here => AddressOf(Frictions.System);

    public override async Task DisposeAsync()
    {
        await There.Terminate();
        await base.DisposeAsync();
    }

    /// <summary>An actor <c>/user/NAME</c> there whose child <c>near-3</c> sends each text to an actor here, with the
    /// time. It notes what comes back.</summary>
    protected IActorRef StartThere(string name, string target = "/user/far")
    {
        Props near = Scripted.Props((message, actor) =>
        {
            switch (message)
            {
                case Send send:
                    foreach (object content in send.Contents)
                    {
                        string text = FormattableString.Invariant($"{content}|{Frictions.Elapsed.Ticks}");
                        actor.Here.ActorSelection(Here + target).Tell(text, actor.Me);
                    }

                    break;
                case IActorRef subject:
                    actor.Here.Watch(subject);
                    actor.Here.ActorSelection(Here + target).Tell(FormattableString.Invariant($"watched|{0}"));
                    break;
                case Terminated gone:
                    Note($"{gone.ActorRef.Path.Name} gone");
                    break;
                default:
                    Note(message);
                    break;
            }
        });
        IActorRef child = null!;
        return There.ActorOf(
            Scripted.Props((message, _) => child.Tell(message), actor => child = actor.Here.ActorOf(near, "near-3")),
            name);
    }

    /// <summary>Node <c>far</c> notes what comes.</summary>
    protected IActorRef AddFar() => Frictions.AddNode("far", Scripted.Props((message, _) => NoteArrival(message)));

    protected void NoteArrival(object message)
    {
        string[] parts = ((string)message).Split('|');
        Note(new Arrival(
            parts[0], new TimeSpan(long.Parse(parts[1], CultureInfo.InvariantCulture)), Frictions.Elapsed));
    }

    protected Arrival NextArrival() => Assert.IsType<Arrival>(Next());

    /// <summary>The two systems find each other, which takes longer than any message after it.</summary>
    protected void Meet(IActorRef there)
    {
        there.Tell(new Send("hello"));
        Assert.Equal("hello", NextArrival().Content);
    }

    protected static string AddressOf(ActorSystem system) =>
        ((ExtendedActorSystem)system).Provider.DefaultAddress.ToString();

    protected sealed record Arrival(string Content, TimeSpan Sent, TimeSpan At);
}
