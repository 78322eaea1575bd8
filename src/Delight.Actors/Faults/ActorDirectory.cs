using Delight.Actors.Port;

namespace Delight.Actors.Faults;

/// <summary>Addresses by the names that fault plans use: roles, and workers as <c>pool/index</c>.</summary>
public sealed class ActorDirectory
{
    private readonly List<(string Name, ActorRef Actor)> _entries = [];

    /// <summary>Adds an actor.</summary>
    /// <param name="name">A role, or <c>pool/index</c>.</param>
    /// <param name="actor">Its address.</param>
    public void Add(string name, ActorRef actor) => _entries.Add((name, actor));

    /// <summary>The names that a target stands for, in the order in which they were added: itself, or the workers of
    /// that pool.</summary>
    public IEnumerable<string> Members(string target) => _entries.Select(entry => entry.Name).Where(
        name => name == target || (name.Length > target.Length && name[target.Length] == '/'
            && name.StartsWith(target, StringComparison.Ordinal)));

    /// <summary>The address of that very name.</summary>
    /// <exception cref="InvalidOperationException">Nobody has it.</exception>
    public ActorRef Find(string name) => _entries.First(entry => entry.Name == name).Actor;
}
