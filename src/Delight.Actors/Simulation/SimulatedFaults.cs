using Delight.Actors.Faults;
using Delight.Actors.Network;
using Delight.Actors.Port;

namespace Delight.Actors.Simulation;

/// <summary>Faults in virtual time: each takes effect between two events.</summary>
internal sealed class SimulatedFaults(SimulatedRuntime runtime) : IFaultControl
{
    public void CrashNode(string node) => Now(() => runtime.Node(node).Crash());

    public void RestartNode(string node) => Now(() => runtime.Node(node).Restart());

    public void PauseNode(string node) => Now(() => runtime.Node(node).Pause());

    public void ResumeNode(string node) => Now(() => runtime.Node(node).Resume());

    public void SlowNode(string node, double factor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        Now(() => runtime.Node(node).Slow(factor));
    }

    public void CrashActor(ActorRef actor) => Now(((SimulatedActor)actor).Crash);

    public void PauseActor(ActorRef actor) => Now(() => ((SimulatedActor)actor).Pause(isPaused: true));

    public void ResumeActor(ActorRef actor) => Now(() => ((SimulatedActor)actor).Pause(isPaused: false));

    public void SlowActor(ActorRef actor, double factor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        Now(() => ((SimulatedActor)actor).Slow(factor));
    }

    public void CutLink(string from, string to) => Now(() => runtime.Network.Cut(from, to));

    public void HealLink(string from, string to) => Now(() => runtime.Network.Heal(from, to));

    public void SetLink(string from, string to, LinkQuality? quality)
    {
        quality?.Validate();
        Now(() => runtime.Network.SetLink(from, to, quality));
    }

    public LinkQuality LinkQuality(string from, string to) => runtime.Network.Quality(from, to);

    private void Now(Action what) => runtime.Control(TimeSpan.Zero, what);
}
