using Delight.Actors.Faults;
using Delight.Actors.Network;
using Delight.Actors.Port;

namespace Delight.Actors.Live;

/// <summary>Faults of a live system. Calls may come from any thread and take effect at once; an actor that is at a
/// message finishes it, and where its node or itself crashed meanwhile what it sends is lost or its supervision asked
/// after that.</summary>
internal sealed class LiveFaults(ILiveSystem system, LiveNetwork network) : IFaultControl
{
    public void CrashNode(string node) => system.Node(node).Crash(system.Elapsed + system.DetectionTime);

    public void RestartNode(string node) => system.Node(node).Restart();

    public void PauseNode(string node) => system.Node(node).SetPaused(isPaused: true);

    public void ResumeNode(string node) => system.Node(node).SetPaused(isPaused: false);

    public void SlowNode(string node, double factor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        system.Node(node).SlowFactor = factor;
    }

    public void CrashActor(ActorRef actor) => ((ILiveActor)actor).Throw();

    public void PauseActor(ActorRef actor) => ((ILiveActor)actor).SetPaused(PauseReasons.OfItself, isPaused: true);

    public void ResumeActor(ActorRef actor) => ((ILiveActor)actor).SetPaused(PauseReasons.OfItself, isPaused: false);

    public void SlowActor(ActorRef actor, double factor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        ((ILiveActor)actor).SlowFactor = factor;
    }

    public void CutLink(string from, string to) => network.Change(model => model.Cut(from, to));

    public void HealLink(string from, string to) => network.Change(model => model.Heal(from, to));

    public void SetLink(string from, string to, LinkQuality? quality)
    {
        quality?.Validate();
        network.Change(model => model.SetLink(from, to, quality));
    }

    public LinkQuality LinkQuality(string from, string to)
    {
        LinkQuality? quality = null;
        network.Change(model => quality = model.Quality(from, to));
        return quality!;
    }
}
