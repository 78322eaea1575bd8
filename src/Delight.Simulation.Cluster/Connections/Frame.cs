using Google.Protobuf;

namespace Delight.Simulation.Cluster.Connections;

/// <summary>What a frame does to its connection.</summary>
internal enum FrameKind : byte
{
    /// <summary>Asks for a connection.</summary>
    Open,

    /// <summary>Grants it.</summary>
    Accept,

    /// <summary>Nobody listens there.</summary>
    Refuse,

    /// <summary>Carries bytes of Akka.Remote.</summary>
    Data,

    /// <summary>The sender closes the connection, behind all that it has sent.</summary>
    Finish,

    /// <summary>The connection is gone at the sender's end.</summary>
    Reset,
}

/// <summary>One frame under way.</summary>
/// <param name="kind">What it does.</param>
/// <param name="number">Its place among the frames of its sender that keep their order.</param>
/// <param name="payload">Bytes of Akka.Remote; empty for all other kinds.</param>
internal sealed class Frame(FrameKind kind, long number, ByteString payload) : ISized
{
    public FrameKind Kind => kind;

    public long Number => number;

    public ByteString Payload => payload;

    /// <summary>The ends that a connection has from this frame on; null for frames of a connection that
    /// stands.</summary>
    public ConnectionEnd? End { get; init; }

    /// <summary>What the frame takes of a link's bandwidth. Time stamps in it, which differ from process to process,
    /// count as if they were of one length.</summary>
    public long Bytes => kind == FrameKind.Data ? FrameContent.SizeOf(payload.Span) : 0;
}
