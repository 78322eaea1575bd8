using System.Collections.Concurrent;
using Akka.Actor;

namespace Delight.Actors.Akka.Hosting;

/// <summary>Which Akka actor hosts which address. Thread-safe.</summary>
internal sealed class HostedDirectory
{
    private readonly ConcurrentDictionary<string, HostedRef> _expected = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<IActorRef, HostedRef> _hosted = new();
    private readonly ConcurrentDictionary<IActorRef, RemoteRef> _remote = new();

    /// <summary>Makes the Akka actor of an address under a parent.</summary>
    /// <param name="actor">New.</param>
    /// <param name="name">Free among the parent's children.</param>
    /// <param name="parent">The context of the Akka actor whose turn it is.</param>
    public void Host(HostedRef actor, string name, IActorContext parent)
    {
        string path = (parent.Self.Path / name).ToStringWithoutAddress();
        _expected[path] = actor;
        actor.Home.Add(actor);
        try
        {
            parent.ActorOf(HostedActor.PropsOf(actor), name);
            actor.NoteHosted();
        }
        catch
        {
            actor.Home.Remove(actor);
            throw;
        }
        finally
        {
            _expected.TryRemove(path, out _);
        }
    }

    /// <summary>An Akka actor is about to be made, and asks which address it hosts.</summary>
    public HostedRef Attach(IActorRef target)
    {
        string path = target.Path.ToStringWithoutAddress();
        if (!_expected.TryGetValue(path, out HostedRef? actor))
        {
            throw new InvalidOperationException(
                $"{path} has a mailbox of Delight and hosts no actor of it; give it another mailbox.");
        }

        actor.Attach(target);
        _hosted[target] = actor;
        return actor;
    }

    /// <summary>The address that an Akka actor hosts; null where it hosts none, or has stopped.</summary>
    public HostedRef? Find(IActorRef target) => _hosted.GetValueOrDefault(target);

    public void Remove(IActorRef target) => _hosted.TryRemove(target, out _);

    /// <summary>The address of who sent a message of another process; null for nobody, and for what is no actor of
    /// Delight.</summary>
    public AkkaRef? Resolve(IActorRef sender)
    {
        if (sender.IsNobody())
        {
            return null;
        }

        return Find(sender) ?? (AkkaRef?)(sender.Path.Address.HasGlobalScope ? Remote(sender) : null);
    }

    /// <summary>The address of an actor in another process, always the same object.</summary>
    public RemoteRef Remote(IActorRef target) => _remote.GetOrAdd(target, static found => new RemoteRef(found));

    /// <summary>The address of an actor of this process by its path in the port; null where there is none.</summary>
    public HostedRef? Find(string path) => _hosted.Values.FirstOrDefault(
        actor => string.Equals(actor.Path, path, StringComparison.Ordinal));

    /// <summary>An actor of another process is gone for good.</summary>
    public void Forget(IActorRef target) => _remote.TryRemove(target, out _);
}
