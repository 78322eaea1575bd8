using Akka.Actor;
using Delight.Actors.Coordination;
using Delight.Actors.Recording;
using Delight.Determinism;
using Delight.Simulation;

namespace Delight.Actors.Testing.Training;

/// <summary>One training in virtual time: the same plan and frictions give the same run, bit for bit.</summary>
/// <remarks>Not thread-safe. Dispose of it after the run.</remarks>
public sealed class SimulatedTraining : IDisposable
{
    private readonly TrainingPlan _plan;
    private readonly SystemEvents _events;
    private readonly TimeSpan _startsAt;

    private SimulatedTraining(TrainingPlan plan, TrainingFrictions frictions, ITrainingObserver? observer)
    {
        TrainingActors actors = new(plan);
        TrainingWatch watch = new(actors, observer?.Activity);
        (_plan, _startsAt) = (plan, plan.StartsAt);
        Simulation = Delight.Simulation.Simulation.Create(plan.Parts.Seed, new SimulationOptions
        {
            Hocon = TrainingConfig.ForSimulation(plan), SystemName = "delight", Observer = watch,
            DetectionTime = frictions.DetectionTime, EventsMax = long.MaxValue / 2,
            Replay = FormattableString.Invariant($"run the same training with seed {plan.Parts.Seed}"),
        });
        IReadOnlyList<NodeProgram> nodes = TrainingNodes.Of(plan, Simulation.System);
        _events = SystemEvents.Subscribe(
            Simulation.System, nodes[0].Peers.Clock, happened => observer?.Happened(happened),
            failure => observer?.Failed(failure));
        watch.Events = _events;
        IReadOnlyList<IActorRef> guardians = TrainingLaunch.AddNodes(Simulation, nodes, frictions);
        TrainingFaults.Play(Simulation, plan.Parts.Seed, plan.StartsAt, actors, frictions.Faults);
        foreach (RoleWave wave in Enum.GetValues<RoleWave>())
        {
            // Whatever the wave before sends at its start finds its receivers, and is handled before the next one.
            Simulation.RunFor(TimeSpan.Zero);
            foreach (IActorRef guardian in guardians)
            {
                guardian.Tell(new StartRoles(wave), ActorRefs.NoSender);
            }
        }

        nodes[0].Peers.IsLaunched = true;
    }

    /// <summary>The simulation that it runs in.</summary>
    public Delight.Simulation.Simulation Simulation { get; }

    /// <summary>Restarts and dropped messages so far.</summary>
    public RunCounters Counters => _events.Counters;

    /// <summary>Time of the run's clock.</summary>
    public TimeSpan Elapsed => _startsAt + Simulation.Elapsed;

    /// <summary>Starts a training; nothing but the start of its roles has happened yet.</summary>
    /// <param name="plan">What to train; its totals and its outcome are filled.</param>
    /// <param name="frictions">Links between the nodes, and faults.</param>
    /// <param name="observer">Hears of restarts and drops; may be null.</param>
    public static SimulatedTraining Start(
        TrainingPlan plan, TrainingFrictions frictions, ITrainingObserver? observer = null) =>
        new(plan, frictions, observer);

    /// <summary>Runs until the training has ended.</summary>
    /// <param name="plan">What to train; its totals and its outcome are filled.</param>
    /// <param name="frictions">Links between the nodes, and faults.</param>
    /// <param name="observer">Hears of restarts and drops; may be null.</param>
    /// <param name="cancellation">Interrupts between two events; the totals then say how far the run came.</param>
    /// <exception cref="RoleFailedException">A role failed in a way that ends the run.</exception>
    /// <exception cref="InvalidOperationException">Nothing is left to happen and the training has not ended: it
    /// hangs.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static TrainingResult Run(
        TrainingPlan plan, TrainingFrictions frictions, ITrainingObserver? observer = null,
        CancellationToken cancellation = default)
    {
        using SimulatedTraining training = Start(plan, frictions, observer);
        training.RunUntil(() =>
        {
            cancellation.ThrowIfCancellationRequested();
            return false;
        });
        if (plan.Outcome.IsOver)
        {
            plan.Outcome.Completion.GetAwaiter().GetResult();
        }

        float[] parameters = plan.RequireParameters(training.Elapsed);
        return new TrainingResult(training.Elapsed, training.Counters, training.DigestWith(parameters));
    }

    /// <summary>Runs until the training has ended, nothing is left to happen, or somebody wants it to stop.</summary>
    /// <param name="isStopped">Asked before the first event and after each one.</param>
    public void RunUntil(Func<bool> isStopped) =>
        Simulation.RunUntil(() => isStopped() || _plan.Outcome.IsOver, Timeout.InfiniteTimeSpan);

    /// <summary>The digest of the run with its final parameters.</summary>
    /// <param name="parameters">[Layout.Length].</param>
    public ulong DigestWith(ReadOnlySpan<float> parameters)
    {
        ulong state = Simulation.Digest;
        foreach (float parameter in parameters)
        {
            state = StableHash.Add(state, BitConverter.SingleToUInt32Bits(parameter));
        }

        return StableHash.Finish(state);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // What actors do as they are stopped is of no run: an interruption would leave more events than there were.
        _events.IsOver = true;
        Simulation.System.EventStream.Unsubscribe(_events);
        Simulation.Dispose();
    }
}
