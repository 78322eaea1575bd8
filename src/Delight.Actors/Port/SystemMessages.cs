namespace Delight.Actors.Port;

/// <summary>An actor that the receiver watches has stopped for good, or its node died. Comes once for each
/// watch.</summary>
/// <param name="Actor">The one that is gone.</param>
/// <remarks>Wire: <c>terminated/1</c>. Never lost; beyond a link that is cut, or where a node died, it comes after the
/// network's detection time, or earlier where the node is back before that.</remarks>
public sealed record Terminated(ActorRef Actor) : IMessage
{
    /// <summary>True where its node died. If the node comes back the address lives again, with a fresh instance;
    /// whoever watches it again after this message hears of the end of that one.</summary>
    public bool HasNodeDied { get; init; }

    /// <inheritdoc/>
    public string WireName => "terminated/1";

    /// <inheritdoc/>
    public void Describe(ref MessageDigest digest)
    {
        digest.Add(Actor);
        if (HasNodeDied)
        {
            digest.Add(1);
        }
    }
}

/// <summary>A full mailbox sent a message back: the credit that it carried is the sender's again.</summary>
/// <param name="Receiver">Whose mailbox was full.</param>
/// <param name="Message">The message as it was sent.</param>
/// <remarks>Wire: <c>undelivered/1</c>. Never lost.</remarks>
public sealed record Undelivered(ActorRef Receiver, object Message) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "undelivered/1";

    /// <inheritdoc/>
    public void Describe(ref MessageDigest digest) => digest.Add(Receiver);
}
