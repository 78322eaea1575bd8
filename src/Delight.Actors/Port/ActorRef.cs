namespace Delight.Actors.Port;

/// <summary>The address of an actor: stays the same over restarts, and may be sent to others in messages.</summary>
public abstract class ActorRef
{
    /// <summary>Names the actor.</summary>
    /// <param name="node">The node it lives on.</param>
    /// <param name="path">From the root, for example <c>/coordinator/learner</c>.</param>
    protected ActorRef(string node, string path)
    {
        Node = node;
        Path = path;
    }

    /// <summary>The node on which it lives.</summary>
    public string Node { get; }

    /// <summary>Its place under its parents, unique in the system.</summary>
    public string Path { get; }

    /// <summary>For example <c>learner:/coordinator/learner</c>.</summary>
    public override string ToString() => $"{Node}:{Path}";
}
