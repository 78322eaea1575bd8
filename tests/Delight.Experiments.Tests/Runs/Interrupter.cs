using Akka.Actor;
using Delight.Actors.Coordination;
using Delight.Actors.Recording;
using Delight.Actors.Testing.Training;
using Delight.Experiments.Runs;
using Delight.Simulation.Observing;

namespace Delight.Experiments.Tests.Runs;

/// <summary>Interrupts a simulated run once so many messages were handled, and counts them.</summary>
internal sealed class Interrupter(long after) : IRunAttachment, ISimulationObserver
{
    private readonly CancellationTokenSource _interrupt = new();

    public CancellationToken Token => _interrupt.Token;

    public long Handled { get; private set; }

    public TrainingPlan Attach(TrainingPlan plan) => plan;

    public ITrainingObserver Observe(ITrainingObserver next) => new Observer(next, this);

    public string Complete() => string.Empty;

    public void Dispose() => _interrupt.Dispose();

    void ISimulationObserver.Handled(TimeSpan time, IActorRef actor, object message)
    {
        if (++Handled == after)
        {
            _interrupt.Cancel();
        }
    }

    private sealed class Observer(ITrainingObserver next, Interrupter interrupter) : ITrainingObserver
    {
        public ISimulationObserver Activity => interrupter;

        public void Happened(RunEvent happened) => next.Happened(happened);

        public void Failed(RoleFailure failure) => next.Failed(failure);
    }
}
