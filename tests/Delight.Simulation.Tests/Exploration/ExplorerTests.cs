using Akka.Actor;
using Delight.Simulation.Exploration;
using Delight.Simulation.Faults;
using Delight.Simulation.Network;

namespace Delight.Simulation.Tests.Exploration;

public sealed class ExplorerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly Fault[] Plan =
    [
        new() { Kind = FaultKind.CrashNode, Targets = ["bank"], Every = 8 * Second, Lasts = Second },
        new() { Kind = FaultKind.Cut, Targets = ["client"], Every = 6 * Second, Lasts = Second },
        new() { Kind = FaultKind.PauseNode, Targets = ["client"], Every = 6 * Second, Lasts = Second },
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Run_ADefectThatACrashShows_FindsTheLowestSeedAndTheOneFaultItNeeds(int jobs)
    {
        ExplorationResult result = Explorer.Run(
            new() { Seeds = 200, Jobs = jobs }, trial => RunBank(trial, isMended: false));

        Assert.NotNull(result.Violation);
        Violation violation = result.Violation;
        FaultOccurrence fault = Assert.Single(violation.Faults);
        Assert.Equal(FaultKind.CrashNode, fault.Fault.Kind);
        Assert.True(violation.FaultsDrawn > 3, $"{violation.FaultsDrawn} faults were drawn");
        Assert.Contains($"seed {violation.Seed} fails: ", violation.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            $"1 of {violation.FaultsDrawn} faults are needed:", violation.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(
            $"Run it again: DELIGHT_SIMULATION_SEED={violation.Seed} and the same command", violation.ToString(),
            StringComparison.Ordinal);
        Assert.Equal(2UL, violation.Seed); // whatever the number of jobs
        Assert.Same(violation, Assert.Throws<ExplorationException>(result.ThrowIfViolated).Violation);
    }

    [Fact]
    public void Run_TheMendedVersion_HoldsOverAThousandSeeds()
    {
        ExplorationResult result = Explorer.Run(new() { Seeds = 1000 }, trial => RunBank(trial, isMended: true));

        Assert.True(result.Violation is null, $"{result.Violation}");
        Assert.True(result.Seeds >= 1000, $"{result.Seeds} seeds"); // more where the environment says so
    }

    [Fact]
    public void Run_WithoutShrinking_KeepsAllFaults()
    {
        Violation? violation = Explorer.Run(
            new() { Seeds = 10, Shrinks = false }, trial => RunBank(trial, isMended: false)).Violation;

        Assert.NotNull(violation);
        Assert.Equal(violation.FaultsDrawn, violation.Faults.Count);
    }

    [Fact]
    public void Run_TwoPlans_NumberTheirFaultsOneAfterTheOther()
    {
        Fault[] plan = [new() { Kind = FaultKind.PauseNode, Targets = ["a"], At = Second, Lasts = Second }];
        Violation? violation = Explorer.Run(new() { Seeds = 1 }, trial =>
        {
            using Simulation simulation = trial.CreateSimulation();
            simulation.AddNode("a", Scripted.Props((_, _) => { }));
            trial.Play(simulation, plan, Second);
            trial.Play(simulation, [plan[0] with { At = 3 * Second }], Second);
            bool wasPaused = false;
            simulation.At(3.5 * Second, () => wasPaused = simulation.IsPaused("a"));
            simulation.RunUntilIdle();
            Assert.False(wasPaused);
        }).Violation;

        Assert.Equal(["2. 00:00:03 PauseNode a for 1 s"], violation!.Faults.Select(fault => fault.ToString()));
    }

    [Fact]
    public void Run_LeavingAFaultOutFindsAnotherFailure_IsNotTakenForTheSame()
    {
        Fault[] plan = [new() { Kind = FaultKind.CrashNode, Targets = ["a"], At = Second, Lasts = Second }];
        Violation? violation = Explorer.Run(new() { Seeds = 1 }, trial =>
        {
            using Simulation simulation = trial.CreateSimulation(new() { EventsMax = 1000 });
            bool isFirst = true;
            simulation.AddNode("a", Scripted.Props(
                (message, actor) => actor.Me.Tell(isFirst ? throw new InvalidOperationException("bug") : message),
                actor => actor.Timers.StartSingleTimer("t", "go", 2 * Second)));
            simulation.At(1.5 * Second, () => isFirst = trial.Faults.Count > 0);
            trial.Play(simulation, plan, Second);
            simulation.RunUntilIdle();
        }).Violation;

        Assert.Contains("bug", violation!.Cause.Message, StringComparison.Ordinal);
        Assert.Single(violation.Faults);
    }

    [Fact]
    public void Run_NoSeeds_IsRefused() => Assert.StartsWith(
        "an exploration has 0 seeds and 1 jobs; both are at least 1.",
        Assert.Throws<ArgumentException>(() => Explorer.Run(new() { Seeds = 0, Jobs = 1 }, _ => { })).Message,
        StringComparison.Ordinal);

    /// <summary>A client pays in until it has paid ten times; the bank must have ten. The planted defect: what was paid
    /// is acknowledged before it is written to the disk, so a crash between two messages loses it.</summary>
    private static void RunBank(Trial trial, bool isMended)
    {
        HashSet<int> disk = [];
        using Simulation simulation = trial.CreateSimulation();
        simulation.Network.DefaultQuality = new LinkQuality { Latency = Latency.Uniform(Second / 100, Second / 10) };
        simulation.AddNode("bank", Scripted.Props((message, actor) =>
        {
            if (message is Write write)
            {
                disk.Add(write.Number);
                if (isMended)
                {
                    write.Client.Tell(write.Number);
                }
            }
            else
            {
                int number = (int)message;
                IActorRef client = actor.From;
                actor.Timers.StartSingleTimer(number, new Write(number, client), Second / 2);
                if (!isMended)
                {
                    client.Tell(number);
                }
            }
        }));
        int paid = 0;
        simulation.AddNode("client", Scripted.Props(
            (message, actor) =>
            {
                paid = message is int number ? Math.Max(paid, number) : paid;
                if (paid == 10)
                {
                    actor.Timers.CancelAll();
                }
                else
                {
                    actor.Here.ActorSelection("/user/bank").Tell(paid + 1);
                }
            },
            actor => actor.Timers.StartPeriodicTimer("pay", "pay", TimeSpan.Zero, Second)));
        trial.Play(simulation, Plan, 30 * Second);

        simulation.RunFor(60 * Second);

        Assert.True(disk.Count >= paid && paid > 0, $"paid {paid}, on the disk {disk.Count}");
    }

    private sealed record Write(int Number, IActorRef Client);
}
