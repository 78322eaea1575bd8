using Akka.Actor;
using Akka.Configuration;
using Delight.Actors.Configuration;
using Delight.Actors.Coordination;
using Delight.Actors.Recording;
using Delight.Actors.Telemetry;
using Delight.Simulation.Live;

namespace Delight.Actors.Testing.Training;

/// <summary>Trainings on a live Akka.NET system of one process, with the same links and faults as in virtual
/// time.</summary>
/// <param name="hocon">Text of a configuration file; empty: the reference only.</param>
public sealed class LiveTraining(string hocon = "") : ITrainingRuntime
{
    // An update of a large policy takes seconds, and the learner answers after it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public string Name => "akka";

    /// <inheritdoc/>
    public async Task<TrainingResult> RunAsync(
        TrainingPlan plan, TrainingFrictions frictions, ITrainingObserver? observer, CancellationToken cancellation)
    {
        TrainingPlan live = TrainingTelemetry.Attach(plan) with { ConflatesPolicies = true };
        TrainingActors actors = new(live);
        TrainingWatch watch = new(actors, observer?.Activity);
        LiveFrictions system = SystemStart.Of(() => LiveFrictions.Create(new LiveOptions
        {
            Seed = live.Parts.Seed, Hocon = OfOneProcess(HoconLayers.Text(TrainingConfig.MailboxOf(live), hocon)),
            SystemName = "delight", DetectionTime = frictions.DetectionTime, Observer = watch,
        }));
        await using (system.ConfigureAwait(false))
        {
            IReadOnlyList<NodeProgram> nodes = TrainingNodes.Of(live, system.System);
            NodePeers peers = nodes[0].Peers;
            SystemEvents events = SystemEvents.Subscribe(
                system.System, peers.Clock, happened => observer?.Happened(happened),
                failure => observer?.Failed(failure));
            watch.Events = events;
            DelightTelemetry.Measure(events.Counters);
            using Level.Share workers = DelightTelemetry.Workers.CreateShare();
            workers.Set(live.Pools.Sum(pool => (long)pool.Count));
            IReadOnlyList<IActorRef> guardians = TrainingLaunch.AddNodes(system, nodes, frictions);
            await TrainingStart.StartRolesAsync(nodes, guardians, cancellation).ConfigureAwait(false);
            TrainingFaults.Play(system, live.Parts.Seed, live.StartsAt, actors, frictions.Faults);
            try
            {
                await live.Outcome.Completion.WaitAsync(cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                await LastCheckpoint.SaveAsync(system.System, live, events, Patience).ConfigureAwait(false);
                throw;
            }

            return new TrainingResult(peers.Clock.Elapsed, events.Counters);
        }
    }

    private static string OfOneProcess(string hocon)
    {
        string provider = ConfigurationFactory.ParseString(hocon).GetString("akka.actor.provider", "local");
        return provider == "local"
            ? hocon
            : throw new ArgumentException(
                $"akka.actor.provider is '{provider}'; this training has one process. Leave it out, and let nodes take "
                + "the place of processes.");
    }
}
