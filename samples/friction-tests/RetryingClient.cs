using Akka.Actor;

namespace Delight.Samples.FrictionTests;

/// <summary>An actor of one's own to test: asks a server and asks again until it gets an answer.</summary>
/// <remarks>
/// <para>In: the first question, answers, its own timer. Out: the question to the server, the answer to whoever
/// asked.</para>
/// <para>Restart: forgets its question.</para>
/// </remarks>
public sealed class RetryingClient : ReceiveActor, IWithTimers
{
    private readonly ICanTell _server;
    private readonly TimeSpan _patience;
    private Question? _open;
    private IActorRef _asker = ActorRefs.Nobody;

    /// <summary>Makes a client.</summary>
    /// <param name="server">Whom it asks.</param>
    /// <param name="patience">How long it waits for an answer.</param>
    public RetryingClient(ICanTell server, TimeSpan patience)
    {
        (_server, _patience) = (server, patience);
        Receive<Question>(question =>
        {
            (_open, _asker) = (question, Sender);
            Ask();
        });
        Receive<AskAgain>(_ => Ask());
        Receive<Answer>(answer => answer.Number == _open?.Number, answer =>
        {
            Timers.CancelAll();
            _asker.Tell(answer);
            _open = null;
        });
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private void Ask()
    {
        _server.Tell(_open!, Self);
        Timers.StartSingleTimer("patience", new AskAgain(), _patience);
    }

    /// <summary>Asks.</summary>
    public sealed record Question(int Number);

    /// <summary>Answers the question of that number.</summary>
    public sealed record Answer(int Number);

    private sealed record AskAgain;
}
