using System.Collections.Concurrent;
using Akka.Actor;
using Delight.Simulation.Live;

namespace Delight.Simulation.Tests.Live;

/// <summary>A live system with frictions, and what its actors noted.</summary>
public abstract class LiveTest : IAsyncLifetime
{
    protected const string Quiet = "akka { loglevel = OFF, stdout-loglevel = OFF }";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly BlockingCollection<object> _noted = [];

    protected LiveTest()
        : this(new LiveOptions())
    {
    }

    protected LiveTest(LiveOptions options) =>
        Frictions = LiveFrictions.Create(options with { Hocon = $"{Quiet}\n{options.Hocon}" });

    protected LiveFrictions Frictions { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        await Frictions.DisposeAsync();
        _noted.Dispose();
    }

    protected void Note(object what) => _noted.Add(what);

    /// <summary>The next thing that an actor notes.</summary>
    protected object Next() => _noted.TryTake(out object? what, Patience)
        ? what
        : throw new TimeoutException($"nothing was noted for {Patience}");

    protected IEnumerable<object> Next(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    /// <summary>Nothing has been noted so far.</summary>
    protected void NothingNoted() => Assert.Empty(_noted);

    /// <summary>A node that sends what it is told to <c>/user/far</c> and notes what comes back.</summary>
    protected IActorRef AddNear(string name = "near") => Frictions.AddNode(name, Scripted.Props((message, actor) =>
    {
        switch (message)
        {
            case Send send:
                foreach (object content in send.Contents)
                {
                    actor.Here.ActorSelection("/user/far").Tell(content);
                }

                break;
            case IActorRef subject:
                actor.Here.Watch(subject);
                Note("watches");
                break;
            case Terminated gone:
                Note($"{gone.ActorRef.Path.Name} gone{(gone.AddressTerminated ? " with its node" : string.Empty)}");
                break;
            default:
                Note(message);
                break;
        }
    }));

    /// <summary>What has no event of its own, such as a thread that has come to an end.</summary>
    protected static void Until(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, Patience));

    protected sealed record Send(params object[] Contents);
}
