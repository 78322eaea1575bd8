using Delight.Actors.Port;

namespace Delight.Samples.FrictionTests;

/// <summary>An actor of one's own to test: asks a server and asks again until it gets an answer.</summary>
/// <param name="server">Whom it asks.</param>
/// <param name="patience">How long it waits for an answer.</param>
/// <remarks>
/// <para>In: the first question, answers, its own timer. Out: the question to the server, the answer to whoever
/// asked.</para>
/// <para>Restart: forgets its question.</para>
/// </remarks>
public sealed class RetryingClient(ActorRef server, TimeSpan patience) : IActor
{
    private Question? _open;
    private ActorRef? _asker;

    /// <inheritdoc/>
    public void Receive(object message, IActorContext context)
    {
        switch (message)
        {
            case Question question:
                (_open, _asker) = (question, context.Sender);
                Ask(context);
                break;
            case AskAgain when _open is not null:
                Ask(context);
                break;
            case Answer answer when _open?.Number == answer.Number:
                context.CancelTimer("patience");
                context.Send(_asker!, answer);
                _open = null;
                break;
            default:
                context.Unhandled(message);
                break;
        }
    }

    private void Ask(IActorContext context)
    {
        context.Send(server, _open!);
        context.StartTimer("patience", new AskAgain(), patience);
    }

    /// <summary>Asks.</summary>
    public sealed record Question(int Number);

    /// <summary>Answers the question of that number.</summary>
    public sealed record Answer(int Number);

    private sealed record AskAgain;
}
