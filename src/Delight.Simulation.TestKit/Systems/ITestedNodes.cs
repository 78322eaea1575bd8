using Akka.Actor;
using Delight.Simulation.Faults;

namespace Delight.Simulation.TestKit.Systems;

/// <summary>The nodes of a tested system and what a kit does to them.</summary>
internal interface ITestedNodes
{
    /// <summary>Adds a node and starts its program.</summary>
    IActorRef AddNode(string name, Props program, bool isReliable);

    /// <summary>Adds an empty node where there is none of that name.</summary>
    void EnsureNode(string name);

    void Crash(string node);

    void Crash(IActorRef actor, Exception? cause);

    void Restart(string node);

    void Pause(string node);

    void Pause(IActorRef actor);

    void Resume(string node);

    void Resume(IActorRef actor);

    void Slow(string node, double factor);

    void Slow(IActorRef actor, double factor);

    /// <summary>Both ways between two nodes.</summary>
    void Cut(string node, string other);

    /// <summary>Both ways between two nodes.</summary>
    void Heal(string node, string other);

    /// <summary>Every link.</summary>
    void Heal();

    /// <summary>Both ways between two nodes.</summary>
    void Hold(string node, string other);

    /// <summary>Both ways between two nodes.</summary>
    void Release(string node, string other);

    /// <summary>Draws the faults of a plan from the seed and lets them happen.</summary>
    void Play(IReadOnlyList<Fault> plan, TimeSpan horizon);
}
