using Delight.Actors.Recording;

namespace Delight.Hosting.Health;

/// <summary>A node is ready once it is let in and has received a policy.</summary>
internal sealed class NodeStatus : MemberStatus
{
    private volatile bool _isIn;
    private volatile bool _hasPolicy;
    private volatile bool _isOver;

    private protected override string WhyReady => "the head has let this node in, and it has a policy";

    private protected override string? WhyNotReady => _isOver ? "the head is lost"
        : !_isIn ? "the head has not let this node in" : !_hasPolicy ? "no policy has come" : null;

    /// <summary>Something happened to the node.</summary>
    internal void Happen(RunEvent happened)
    {
        _isIn |= happened.Kind == "node-joined";
        _hasPolicy |= happened.Kind == "policy-received";
    }

    /// <summary>The life of the node has ended.</summary>
    internal void End() => _isOver = true;
}
