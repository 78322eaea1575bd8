using System.Collections;
using System.Reflection;
using Akka.Actor;
using Akka.Configuration;
using Akka.Remote;

namespace Delight.Simulation.Cluster.Clocks;

/// <summary>The actors of Akka.NET that keep deadlines of the wall clock, with the settings that say how long each
/// deadline is.</summary>
/// <remarks>A scan of Akka's assemblies lists every place that makes a deadline, and names its line here.</remarks>
internal static class DeadlineCatalogue
{
    private const string Remote = "akka.remote";

    /// <summary>The deadlines of an actor; null where its type keeps none.</summary>
    /// <param name="type">Full name of its type.</param>
    /// <param name="cell">The actor.</param>
    public static IDeadlines? Of(string type, ActorCell cell) => type switch
    {
        "Akka.Remote.EndpointWriter" =>
            OneField(cell, "_ackDeadline", Setting(cell, $"{Remote}.system-message-ack-piggyback-timeout")),
        "Akka.Remote.ReliableDeliverySupervisor" =>
            OneField(cell, "_bailoutAt", Setting(cell, $"{Remote}.initial-system-message-delivery-timeout")),
        "Akka.Remote.EndpointManager" => Endpoints(cell),
        "Akka.Cluster.FirstSeedNodeProcess" =>
            OneField(cell, "_timeout", Setting(cell, "akka.cluster.seed-node-timeout")),
        "Akka.Cluster.ClusterCoreDaemon" => Joining(cell),
        "Akka.Cluster.SBR.SplitBrainResolver" => new SplitBrainDeadlines(cell),
        "Akka.Cluster.Tools.PublishSubscribe.DistributedPubSubMediator" => new MediatorClock(cell),
        "Akka.Cluster.Tools.PublishSubscribe.Internal.Topic"
            or "Akka.Cluster.Tools.PublishSubscribe.Internal.Group" => Topic(cell),
        "Akka.Cluster.Tools.Singleton.ClusterSingletonManager" => Removed(cell),
        _ => null,
    };

    private static KeptDeadlines OneField(ActorCell cell, string name, TimeSpan after)
    {
        FieldInfo field = Reflected.Field(cell.Props.Type, name);
        return new KeptDeadlines(actor => [((Deadline?)field.GetValue(actor), after)]);
    }

    /// <summary>Gates and quarantines. Frames, which are most messages, set none.</summary>
    private static KeptDeadlines Endpoints(ActorCell cell)
    {
        Type manager = cell.Props.Type;
        FieldInfo registry = Reflected.Field(manager, "_endpoints");
        FieldInfo writable = Reflected.Field(registry.FieldType, "_addressToWritable");
        FieldInfo refused = Reflected.Field(registry.FieldType, "_addressToRefuseUid");
        Type send = manager.GetNestedType("Send", BindingFlags.Public | BindingFlags.NonPublic)!;
        TimeSpan gate = Setting(cell, $"{Remote}.retry-gate-closed-for");
        TimeSpan quarantine = Setting(cell, $"{Remote}.prune-quarantine-marker-after");
        return new KeptDeadlines(Find, message => message.GetType() != send);

        IEnumerable<(Deadline?, TimeSpan)> Find(ActorBase actor)
        {
            object endpoints = registry.GetValue(actor)!;
            foreach (object policy in ((IDictionary)writable.GetValue(endpoints)!).Values)
            {
                switch (policy.GetType().Name)
                {
                    case "Gated":
                        yield return ((Deadline?)Reflected.Property(policy, "TimeOfRelease"), gate);
                        break;
                    case "Quarantined":
                        yield return ((Deadline?)Reflected.Property(policy, "Deadline"), quarantine);
                        break;
                }
            }

            var uids = (Dictionary<Address, (int, Deadline)>)refused.GetValue(endpoints)!;
            foreach ((int _, Deadline until) in uids.Values)
            {
                yield return (until, quarantine);
            }
        }
    }

    /// <summary>A join that nobody answers: its deadline stands in the closure of the present behaviour only.</summary>
    private static KeptDeadlines Joining(ActorCell cell)
    {
        FieldInfo seeds = Reflected.Field(cell.Props.Type, "_joinSeedNodesDeadline");
        TimeSpan retry = Setting(cell, "akka.cluster.retry-unsuccessful-join-after");
        TimeSpan shutdown = Setting(cell, "akka.cluster.shutdown-after-unsuccessful-join-seed-nodes");
        return new KeptDeadlines(
            actor => [((Deadline?)seeds.GetValue(actor), shutdown), (BehaviourClosure.DeadlineOf(cell), retry)],
            message => message.GetType().Name is "JoinTo" or "JoinSeedNodes" or "JoinSeedNode" or "Welcome");
    }

    private static KeptDeadlines Topic(ActorCell cell)
    {
        FieldInfo prune = Reflected.Field(cell.Props.Type, "PruneDeadline");
        FieldInfo time = Reflected.Field(cell.Props.Type, "EmptyTimeToLive");
        return new KeptDeadlines(
            actor => [((Deadline?)prune.GetValue(actor), (TimeSpan)time.GetValue(actor)!)]);
    }

    /// <summary>Nodes that a singleton's manager remembers for a quarter of an hour after they were removed.</summary>
    private static KeptDeadlines Removed(ActorCell cell)
    {
        FieldInfo removed = Reflected.Field(cell.Props.Type, "_removed");
        TimeSpan memory = TimeSpan.FromMinutes(15);
        return new KeptDeadlines(
            actor => ((IDictionary)removed.GetValue(actor)!).Values.Cast<Deadline?>().Select(until => (until, memory)));
    }

    private static TimeSpan Setting(ActorCell cell, string path)
    {
        Config config = cell.System.Settings.Config;
        return config.GetString(path, string.Empty).ToUpperInvariant() is "OFF" or "FALSE" or ""
            ? TimeSpan.MaxValue // such a deadline is never made
            : config.GetTimeSpan(path);
    }
}
