using Akka.Actor;
using Delight.Actors.Running;

namespace Delight.Actors.Coordination;

/// <summary>What all guardians of a training know.</summary>
/// <param name="coordinator">Hears of roles that stopped for good.</param>
/// <param name="clock">Clock of the run.</param>
public sealed class NodePeers(ICanTell coordinator, RunClock clock)
{
    private volatile bool _isLaunched;

    /// <summary>Hears of roles that stopped for good.</summary>
    public ICanTell Coordinator => coordinator;

    /// <summary>Clock of the run.</summary>
    public RunClock Clock => clock;

    /// <summary>True once every wave has been started. A guardian that starts later, with its node, starts all of its
    /// roles at once.</summary>
    public bool IsLaunched
    {
        get => _isLaunched;
        set => _isLaunched = value;
    }
}
