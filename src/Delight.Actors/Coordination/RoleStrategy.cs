using System.Globalization;
using Akka.Actor;
using Akka.Actor.Internal;
using Delight.Actors.Checkpoints;
using Delight.Actors.Recording;
using Delight.Learning.Training;
using Delight.Simulation;
using Delight.Simulation.Supervision;

namespace Delight.Actors.Coordination;

/// <summary>How a guardian treats a role that fails: it restarts the role, after a pause that grows with its
/// failures.</summary>
/// <remarks>
/// <para>Four kinds of failure stop the role at once and end the training. A training that diverged would diverge
/// again from its checkpoint. A constructor that throws at the first start would throw again. A recorder that cannot
/// write leaves no record. A learner whose store fails would find no store in its next life.</para>
/// <para>Ten restarts with their pauses (1, 2, 4, 8, 16 s, then 30 s each) take three minutes. In a window shorter than
/// that, an actor that fails every time would never be stopped, and a run that needs it would never end.</para>
/// </remarks>
internal sealed class RoleStrategy(NodeProgram program) : BackoffStrategy(Options)
{
    private static readonly BackoffOptions Options = new()
    {
        Decide = failure => IsFatal(failure) ? Directive.Stop : Directive.Restart,
        RestartsMax = 10,
        Window = TimeSpan.FromMinutes(10),
        PauseMin = TimeSpan.FromSeconds(1),
        PauseMax = TimeSpan.FromSeconds(30),
    };

    private readonly Dictionary<IActorRef, Exception> _causes = [];

    /// <summary>What the coordinator hears of a role that stopped.</summary>
    public RoleStopped Stopped(IActorRef role)
    {
        bool hasFailed = _causes.Remove(role, out Exception? cause);
        RoleWave wave = program.Roles.First(known => known.Name == role.Path.Name).Wave;
        Exception reason = hasFailed ? cause! : new InvalidOperationException("it stopped itself.");
        return new RoleStopped(
            role.Path.ToStringWithoutAddress(), wave, Unwrapped(reason), IsFatal(reason) || wave == RoleWave.Record);
    }

    /// <inheritdoc/>
    public override void ProcessFailure(
        IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats,
        IReadOnlyCollection<ChildRestartStats> children)
    {
        context.System.EventStream.Publish(
            new RoleFailure(child.Path.ToStringWithoutAddress(), Unwrapped(cause)));
        bool isOfRecord = program.Roles.Any(
            role => role.Wave == RoleWave.Record && role.Name == child.Path.Name);
        base.ProcessFailure(context, restart && !isOfRecord, child, cause, stats, children);
    }

    /// <inheritdoc/>
    protected override void Restarts(IActorContext context, IActorRef child, Exception cause, TimeSpan pause) =>
        Publish(context, child, "actor-restarted", $"after {DurationWords.Of(pause)}: {Unwrapped(cause).Message}");

    /// <inheritdoc/>
    protected override void Stops(IActorContext context, IActorRef child, Exception cause, int restarts)
    {
        _causes[child] = cause;
        string message = Unwrapped(cause).Message;
        Publish(context, child, "actor-stopped", restarts == 0 ? message : string.Create(
            CultureInfo.InvariantCulture,
            $"failed again after {restarts} restarts within {DurationWords.Of(Options.Window)}: {message}"));
    }

    /// <inheritdoc/>
    protected override void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive)
    {
        // The events of the run say it already.
    }

    /// <summary>Akka.NET wraps what a start throws; a restart that throws is no reason to give up.</summary>
    private static bool IsFatal(Exception failure) =>
        Unwrapped(failure) is TrainingDivergedException or CheckpointStoreException
        || failure is ActorInitializationException and not PostRestartException;

    private static Exception Unwrapped(Exception failure)
    {
        while (failure is ActorInitializationException or TypeLoadException && failure.InnerException is { } inner)
        {
            failure = inner;
        }

        return failure;
    }

    private void Publish(IActorContext context, IActorRef role, string kind, string detail) => context.Publish(
        program.Peers.Clock, kind, role.Path.ToStringWithoutAddress(), detail);
}
