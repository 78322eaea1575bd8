using Delight.Actors.Faults;
using Delight.Actors.Network;
using Delight.Actors.Port;

namespace Delight.Actors.Testing;

/// <summary>Makes things go wrong by one call each; thin over <see cref="IFaultControl"/>.</summary>
/// <remarks>What a call does happens at the current time, when the system runs on, before whatever is sent after the
/// call. All of them throw <see cref="NotSupportedException"/> where the runtime offers no faults.</remarks>
public static class HarnessFaults
{
    /// <summary>The actor throws in the midst of its work; its supervision decides what follows.</summary>
    public static void Crash(this IRuntimeHarness harness, ActorRef actor) => harness.Faults.CrashActor(actor);

    /// <summary>Everything on the node is lost at once.</summary>
    public static void CrashNode(this IRuntimeHarness harness, string node) => harness.Faults.CrashNode(node);

    /// <summary>A dead node comes back, with fresh instances at the same addresses.</summary>
    public static void RestartNode(this IRuntimeHarness harness, string node) => harness.Faults.RestartNode(node);

    /// <summary>Nothing goes on in the actor, and nobody notices; messages wait.</summary>
    public static void Pause(this IRuntimeHarness harness, ActorRef actor) => harness.Faults.PauseActor(actor);

    /// <summary>Ends the pause of an actor.</summary>
    public static void Resume(this IRuntimeHarness harness, ActorRef actor) => harness.Faults.ResumeActor(actor);

    /// <summary>Nothing goes on on the node, and nobody notices; messages wait.</summary>
    public static void PauseNode(this IRuntimeHarness harness, string node) => harness.Faults.PauseNode(node);

    /// <summary>Ends the pause of a node.</summary>
    public static void ResumeNode(this IRuntimeHarness harness, string node) => harness.Faults.ResumeNode(node);

    /// <summary>Work of the actor that begins from now on takes longer.</summary>
    /// <param name="harness">The system.</param>
    /// <param name="actor">Which.</param>
    /// <param name="factor">Above 0; 1 is the normal speed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not above 0.</exception>
    public static void Slow(this IRuntimeHarness harness, ActorRef actor, double factor) =>
        harness.Faults.SlowActor(actor, factor);

    /// <summary>Work on the node that begins from now on takes longer.</summary>
    /// <param name="harness">The system.</param>
    /// <param name="node">Which.</param>
    /// <param name="factor">Above 0; 1 is the normal speed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not above 0.</exception>
    public static void SlowNode(this IRuntimeHarness harness, string node, double factor) =>
        harness.Faults.SlowNode(node, factor);

    /// <summary>Cuts two nodes off from each other, both ways.</summary>
    public static void Cut(this IRuntimeHarness harness, string node, string other)
    {
        harness.Faults.CutLink(node, other);
        harness.Faults.CutLink(other, node);
    }

    /// <summary>Lets messages pass between two nodes again, both ways.</summary>
    public static void Heal(this IRuntimeHarness harness, string node, string other)
    {
        harness.Faults.HealLink(node, other);
        harness.Faults.HealLink(other, node);
    }

    /// <summary>From now on a share of the messages from one node to another gets lost.</summary>
    /// <param name="harness">The system.</param>
    /// <param name="from">The sending node.</param>
    /// <param name="to">The receiving node.</param>
    /// <param name="share">0 to 1; 1 loses all.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    public static void Lose(this IRuntimeHarness harness, string from, string to, double share) =>
        harness.Change(from, to, new LinkChange { LossShare = share });

    /// <summary>From now on messages from one node to another take that long.</summary>
    /// <param name="harness">The system.</param>
    /// <param name="from">The sending node.</param>
    /// <param name="to">The receiving node.</param>
    /// <param name="latency">A time, or a distribution of times.</param>
    public static void Delay(
        this IRuntimeHarness harness, string from, string to, LatencyDistribution latency) =>
        harness.Change(from, to, new LinkChange { Latency = latency });

    /// <summary>Changes some qualities of the link from one node to another; the others stay as they are now.</summary>
    /// <param name="harness">The system.</param>
    /// <param name="from">The sending node.</param>
    /// <param name="to">The receiving node.</param>
    /// <param name="change">What becomes of the link.</param>
    /// <exception cref="ArgumentOutOfRangeException">A quality is out of its range.</exception>
    public static void Change(this IRuntimeHarness harness, string from, string to, LinkChange change)
    {
        harness.Pass(TimeSpan.Zero); // an earlier change of the link is to count
        harness.Faults.SetLink(from, to, change.Apply(harness.Faults.LinkQuality(from, to)));
    }

    /// <summary>Gives the link from one node to another the qualities that it had at the start.</summary>
    public static void Restore(this IRuntimeHarness harness, string from, string to) =>
        harness.Faults.SetLink(from, to, quality: null);
}
