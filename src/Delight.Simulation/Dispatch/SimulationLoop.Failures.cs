using System.Globalization;
using Akka.Actor;
using Delight.Simulation.Failures;

namespace Delight.Simulation.Dispatch;

/// <content>Who may touch the simulation, and how failures are told.</content>
internal sealed partial class SimulationLoop
{
    private SimulationException? _failure;

    /// <summary>What the simulation itself made actors throw.</summary>
    public HashSet<Exception> Injected { get; } = new(ReferenceEqualityComparer.Instance);

    private int _home = Environment.CurrentManagedThreadId;

    /// <summary>True on the one thread that the simulation runs on.</summary>
    public bool IsAtHome => Environment.CurrentManagedThreadId == _home;

    /// <summary>From now on the calling thread is the one.</summary>
    public void MoveHere() => _home = Environment.CurrentManagedThreadId;

    /// <summary>Notes that another thread has touched the simulation; the first one counts.</summary>
    public void ReportForeign(string did, IActorRef? actor, object? message)
    {
        string what = message is null ? string.Empty : $" ({message.GetType().Name})";
        string whom = actor is null ? string.Empty : $" to {NameOf(actor)}";
        Fail(
            FailureKind.ForeignThread,
            $"a thread that is not the simulation's {did}{what}{whom}. Use Ask, PipeTo or ReceiveAsync with "
            + "Simulation.TimeProvider instead of Task.Run, timers of the runtime and real input and output", null);
    }

    /// <summary>Notes a failure; the first one counts, and is thrown after the present event.</summary>
    public void Fail(FailureKind kind, string what, Exception? cause)
    {
        TimeSpan time = TimeSpan.FromTicks(_now);
        string again = Options.Replay ?? $"Simulation.Create(seed: {Seed})";
        SimulationException failure = new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}. At {time:c} of virtual time, seed {Seed}. Run it again: {again}."), cause)
        {
            Kind = kind, Time = time, Seed = Seed,
        };
        Interlocked.CompareExchange(ref _failure, failure, null);
    }

    /// <exception cref="SimulationException">Something has failed.</exception>
    public void ThrowIfFailed()
    {
        if (Volatile.Read(ref _failure) is { } failure)
        {
            _failure = null;
            throw failure;
        }
    }

    /// <summary>The first line of a message.</summary>
    public static string FirstLine(string text) => text.Split('\n', 2)[0].TrimEnd('\r');

    private static string Describe(SimulatedCell? cell) =>
        cell?.Cell is { } known ? $"actor {NameOf(known.Self)}" : "a task of the dispatcher";
}
