using Delight.Actors.Messages;

namespace Delight.Actors.Wire;

/// <summary>How one message is laid out in bytes.</summary>
/// <param name="Manifest">Name and version, the message's <see cref="IMessage.WireName"/>.</param>
internal abstract record WireFormat(string Manifest)
{
    public abstract void Write(WireWriter writer, object message);

    public abstract object Read(ref WireReader reader);
}

/// <summary>Reads one message; the end of the payload is checked afterwards.</summary>
internal delegate T WireRead<out T>(ref WireReader reader);

/// <inheritdoc/>
/// <param name="Manifest">Name and version.</param>
/// <param name="Writes">Writes its fields.</param>
/// <param name="Reads">Reads them in the same order.</param>
internal sealed record WireFormat<T>(string Manifest, Action<WireWriter, T> Writes, WireRead<T> Reads)
    : WireFormat(Manifest)
    where T : class, IMessage
{
    public override void Write(WireWriter writer, object message) => Writes(writer, (T)message);

    public override object Read(ref WireReader reader) => Reads(ref reader);
}
