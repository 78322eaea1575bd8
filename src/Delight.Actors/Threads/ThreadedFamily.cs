using Delight.Actors.Port;

namespace Delight.Actors.Threads;

/// <summary>An actor's children.</summary>
/// <remarks>Touched in turns of its own actor alone.</remarks>
internal sealed class ThreadedFamily(ThreadedActor owner, ThreadedRuntime runtime)
{
    private Dictionary<string, ThreadedActor>? _children;
    private List<ThreadedActor>? _failed;

    public bool HasChildren => _children is { Count: > 0 };

    public ThreadedActor Spawn(string name, ActorSpec spec)
    {
        ActorName.Require(name, _children?.ContainsKey(name) == true, owner.ToString());
        ThreadedActor child = runtime.Create(owner, name, spec);
        (_children ??= new(StringComparer.Ordinal)).Add(name, child);
        child.Post(new Signal(SignalKind.Start));
        return child;
    }

    /// <summary>Forgets a child that has stopped, unless its name is another one's by now.</summary>
    public void Remove(ThreadedActor child)
    {
        if (Has(child))
        {
            _children!.Remove(ActorName.Of(child));
        }
    }

    /// <summary>False for a child of an earlier life of the owner.</summary>
    public bool Has(ThreadedActor child) => _children?.GetValueOrDefault(ActorName.Of(child)) == child;

    public void StopChildren()
    {
        _failed = null;
        foreach (ThreadedActor child in _children?.Values.AsEnumerable() ?? [])
        {
            child.Post(new Signal(SignalKind.Stop));
        }
    }

    /// <summary>The owner's node died: children on it are gone with it, also one that was made since; the others have
    /// lost their parent and stop.</summary>
    public void Abandon()
    {
        foreach (ThreadedActor child in _children?.Values.AsEnumerable() ?? [])
        {
            child.Post(new Signal(child.Home == owner.Home ? SignalKind.Orphan : SignalKind.Stop));
        }

        (_children, _failed) = (null, null);
    }

    /// <summary>A child waits for what is decided about its failure.</summary>
    public void AwaitVerdict(ThreadedActor child) => (_failed ??= []).Add(child);

    /// <summary>Lets the children go on that wait for a decision.</summary>
    public void ResumeFailed()
    {
        foreach (ThreadedActor child in _failed ?? [])
        {
            child.Post(new Signal(SignalKind.Resume));
        }

        _failed = null;
    }
}
