using System.Globalization;
using Delight.Actors.Port;
using Delight.Determinism;

namespace Delight.Actors.Faults;

/// <summary>Lets faults happen by plan, and reports the begin and the end of each.</summary>
/// <param name="plan">What happens when.</param>
/// <param name="control">What carries it out.</param>
/// <param name="actors">Addresses of targets that are actors.</param>
/// <remarks>
/// <para>In: <see cref="BeginFault"/> and <see cref="EndFault"/> from itself. Out: events of the run:
/// <c>node-crashed</c>, <c>node-restarted</c>, <c>actor-crashed</c>, <c>pause-began</c>, <c>pause-ended</c>,
/// <c>slow-began</c>, <c>slow-ended</c>, <c>partition-began</c>, <c>partition-healed</c>, <c>link-degraded</c>,
/// <c>link-restored</c>.</para>
/// <para>State: the faults that last at the moment.</para>
/// <para>Time: a timer for each fault that is due or lasts. Where the run starts later than at 0, because it goes on
/// from a checkpoint, what was over by then is left out, and what lasts begins at once for the rest of its time. Order:
/// any; overlapping faults end one by one.</para>
/// <para>Restart: would begin the plan anew, so its supervision escalates; no fault reaches its node.</para>
/// </remarks>
public sealed class FaultInjector(FaultPlan plan, IFaultControl control, ActorDirectory actors) : IActor
{
    private readonly ActiveFaults _active = new(control, plan, actors);
    private readonly RandomStream[] _streams = new RandomStream[plan.Faults.Count];
    private readonly Dictionary<long, (FaultOptions Fault, IReadOnlyList<string> Targets)> _lasting = [];
    private long _occurrences;

    /// <inheritdoc/>
    public void PreStart(IActorContext context)
    {
        for (int index = 0; index < plan.Faults.Count; index++)
        {
            FaultOptions fault = plan.Faults[index];
            _streams[index] = context.Random("fault", index);
            if (CatchUp(index, context) is { } wait)
            {
                Plan(index, wait, context);
            }
        }
    }

    /// <inheritdoc/>
    public void Receive(object message, IActorContext context)
    {
        switch (message)
        {
            case BeginFault begin:
                Begin(begin.Index, context);
                break;
            case EndFault end:
                _lasting.Remove(end.Occurrence, out (FaultOptions Fault, IReadOnlyList<string> Targets) over);
                _active.End(over.Fault, over.Targets);
                context.Report(EventOf(over.Fault.Kind, isBegin: false), string.Join(", ", over.Targets));
                break;
            default:
                context.Unhandled(message);
                break;
        }
    }

    private static TimeSpan Pause(FaultOptions fault, ref RandomStream random) => fault.Every is { } mean
        ? TimeSpan.FromTicks((long)(mean.Ticks * random.NextExponential()))
        : TimeSpan.Zero;

    private static string EventOf(FaultKind kind, bool isBegin) => kind switch
    {
        FaultKind.CrashNode => isBegin ? "node-crashed" : "node-restarted",
        FaultKind.CrashActor => "actor-crashed",
        FaultKind.PauseNode or FaultKind.PauseActor => isBegin ? "pause-began" : "pause-ended",
        FaultKind.SlowNode or FaultKind.SlowActor => isBegin ? "slow-began" : "slow-ended",
        FaultKind.Partition => isBegin ? "partition-began" : "partition-healed",
        _ => isBegin ? "link-degraded" : "link-restored",
    };

    /// <summary>Draws what happened before the run's start, so that the plan goes on as if it had never
    /// stopped.</summary>
    /// <returns>The time until the next occurrence; null where there is none.</returns>
    private TimeSpan? CatchUp(int index, IActorContext context)
    {
        FaultOptions fault = plan.Faults[index];
        TimeSpan begin = fault.At + Pause(fault, ref _streams[index]);
        while (begin < context.Elapsed)
        {
            if (fault is { Every: not null, Until: { } until } && begin >= until)
            {
                return null;
            }

            string[] targets = Choose(index);
            TimeSpan left = begin + fault.Lasts - context.Elapsed;
            if (fault.Kind != FaultKind.CrashActor && left > TimeSpan.Zero)
            {
                Start(fault, targets, left, context);
            }

            if (fault.Every is null)
            {
                return null;
            }

            begin += Pause(fault, ref _streams[index]);
        }

        return begin - context.Elapsed;
    }

    private void Plan(int index, TimeSpan wait, IActorContext context)
    {
        if (plan.Faults[index] is not { Every: not null, Until: { } until } || context.Elapsed + wait < until)
        {
            context.StartTimer(
                string.Create(CultureInfo.InvariantCulture, $"begin-{index}"), new BeginFault(index), wait);
        }
    }

    private void Begin(int index, IActorContext context)
    {
        FaultOptions fault = plan.Faults[index];
        string[] targets = Choose(index);
        if (fault.Every is not null)
        {
            Plan(index, Pause(fault, ref _streams[index]), context);
        }

        Start(fault, targets, fault.Lasts, context);
    }

    private string[] Choose(int index)
    {
        FaultOptions fault = plan.Faults[index];
        string[] targets = fault.IsOfActors
            ? [.. fault.Targets.SelectMany(actors.Members).Distinct(StringComparer.Ordinal)]
            : [.. fault.Targets];
        return fault.Every is null || fault.IsOfLinks || targets.Length == 0
            ? targets
            : [targets[_streams[index].NextIndex(targets.Length)]];
    }

    private void Start(FaultOptions fault, string[] targets, TimeSpan lasts, IActorContext context)
    {
        _active.Begin(fault, targets);
        string names = string.Join(", ", targets);
        if (fault.Kind == FaultKind.CrashActor)
        {
            context.Report(EventOf(fault.Kind, isBegin: true), names);
            return;
        }

        context.Report(EventOf(fault.Kind, isBegin: true), $"{names} for {lasts}");
        long occurrence = _occurrences++;
        _lasting.Add(occurrence, (fault, targets));
        context.StartTimer(
            string.Create(CultureInfo.InvariantCulture, $"end-{occurrence}"), new EndFault(occurrence), lasts);
    }
}
