using Delight.Simulation.Faults;
using Delight.Simulation.Network;

namespace Delight.Simulation.Tests.Faults;

public sealed class FaultScheduleTests : TwoNodes
{
    [Fact]
    public void Draw_RecurringFault_HasItsMeanAndOneTargetEach()
    {
        Fault fault = new()
        {
            Kind = FaultKind.CrashNode, Targets = ["far", "near"], At = 100 * Second, Every = Second, Lasts = Second,
        };

        FaultSchedule schedule = FaultSchedule.Draw(4, [fault], 1100 * Second);

        Assert.InRange(schedule.Occurrences.Count, 900, 1100);
        Assert.All(schedule.Occurrences, occurrence => Assert.Single(occurrence.Targets));
        Assert.InRange(schedule.Occurrences.Count(occurrence => occurrence.Targets[0] == "far"), 400, 600);
        Assert.Equal(schedule.Occurrences.OrderBy(occurrence => occurrence.Begin), schedule.Occurrences);
        Assert.True(schedule.Occurrences[0].Begin > 100 * Second);
    }

    [Fact]
    public void Without_SomeNumbers_LeavesTheOthersAsTheyWere()
    {
        Fault fault = new() { Kind = FaultKind.PauseNode, Targets = ["far"], Every = Second, Lasts = Second };
        FaultSchedule schedule = FaultSchedule.Draw(4, [fault], 20 * Second);

        FaultSchedule less = schedule.Without(new HashSet<int> { 2, 3 });

        Assert.Equal(schedule.Occurrences.Where(occurrence => occurrence.Number is not (2 or 3)), less.Occurrences);
    }

    [Fact]
    public void Draw_Until_EndsTheLineEarlierAndChangesNothingBefore()
    {
        Fault fault = new() { Kind = FaultKind.PauseNode, Targets = ["far"], Every = Second, Lasts = Second };
        FaultSchedule whole = FaultSchedule.Draw(4, [fault], 20 * Second);

        FaultSchedule ended = FaultSchedule.Draw(4, [fault with { Until = 10 * Second }], 20 * Second);
        FaultSchedule bounded = FaultSchedule.Draw(4, [fault with { Until = 30 * Second }], 20 * Second);

        Assert.InRange(ended.Occurrences.Count, 5, whole.Occurrences.Count - 5);
        Assert.Equal(Begins(whole).Where(begin => begin < 10 * Second), Begins(ended));
        Assert.Equal(Begins(whole), Begins(bounded));
    }

    [Fact]
    public void Draw_UntilOfAFaultThatHappensOnce_IsIgnored() => Assert.Equal(
        [5 * Second],
        Begins(FaultSchedule.Draw(1, [Crash(at: 5, lasts: 1) with { Until = Second }], Second)));

    [Fact]
    public void From_ATime_CountsFromThereAndKeepsTheNumbers()
    {
        FaultSchedule schedule = Some();

        Assert.Equal(
            [(3, 0.0, 1.0), (4, 2.0, 4.0)],
            schedule.From(4 * Second).Occurrences.Select(Times));
        Assert.Equal(
            [(1, 0.0, 6.0), (3, 0.0, 1.0), (4, 2.0, 4.0)],
            schedule.From(4 * Second, includesUnderWay: true).Occurrences.Select(Times));
    }

    [Fact]
    public void From_TheEndOfAFault_LeavesItOut() => Assert.Equal(
        [(4, 1.0, 4.0)],
        Some().From(5 * Second, includesUnderWay: true).Without(new HashSet<int> { 1 }).Occurrences.Select(Times));

    [Fact]
    public void From_ANegativeTime_IsRefused() => Assert.StartsWith(
        "start is -1 s; it is at least 0.",
        Assert.Throws<ArgumentOutOfRangeException>(() => Some().From(-Second)).Message, StringComparison.Ordinal);

    [Fact]
    public void ToString_OfAnOccurrence_SaysWhatWhenWhereAndForHowLong() => Assert.Equal(
        "1. 00:00:01 Cut a against b for 2 s",
        FaultSchedule.Draw(
            1, [new Fault { Kind = FaultKind.Cut, Targets = ["a"], Against = ["b"], At = Second, Lasts = 2 * Second }],
            Second).Occurrences[0].ToString());

    [Fact]
    public void Draw_WithoutTargetsOrLength_IsRefused()
    {
        Fault nobody = new() { Kind = FaultKind.CrashNode, Targets = [] };
        Assert.StartsWith(
            "a CrashNode has no targets; it needs at least one.",
            Assert.Throws<ArgumentException>(() => Play(nobody)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Lasts is 0 s; it is above 0.",
            Assert.Throws<ArgumentOutOfRangeException>(() => Play(Crash(at: 1, lasts: 0))).Message,
            StringComparison.Ordinal);
        Fault change = Crash(at: 1, lasts: 1) with { Change = new LinkChange { LossShare = 2 } };
        Assert.StartsWith(
            "A share is between 0 and 1.",
            Assert.Throws<ArgumentOutOfRangeException>(() => Play(change)).Message, StringComparison.Ordinal);
    }

    private static FaultSchedule Some() => FaultSchedule.Draw(
        1,
        [
            Crash(at: 1, lasts: 9),
            new Fault { Kind = FaultKind.CrashActor, Targets = ["/user/far"], At = 2 * Second, Lasts = 9 * Second },
            Crash(at: 4, lasts: 1), Crash(at: 6, lasts: 4),
        ], Second);

    private static IEnumerable<TimeSpan> Begins(FaultSchedule schedule) =>
        schedule.Occurrences.Select(occurrence => occurrence.Begin);

    private static (int Number, double Begin, double Lasts) Times(FaultOccurrence occurrence) =>
        (occurrence.Number, occurrence.Begin.TotalSeconds, occurrence.Fault.Lasts.TotalSeconds);

    private static Fault Crash(int at, int lasts) =>
        new() { Kind = FaultKind.CrashNode, Targets = ["far"], At = at * Second, Lasts = lasts * Second };

    private void Play(params Fault[] plan) => Simulation.Play(FaultSchedule.Draw(1, plan, 1000 * Second));
}
