using Delight.Determinism;
using Delight.Simulation.Faults;
using Delight.Simulation.Network;

namespace Delight.Actors.Testing.Clusters;

/// <summary>What goes wrong in an explored cluster, drawn for each seed.</summary>
/// <remarks>Each kind comes in half of the seeds, one to three times. Faults begin within <see cref="Span"/> after the
/// cluster has had <see cref="Calm"/> to form, and last from a twentieth of a second to 25 s. So some are noticed by
/// nobody, and some outlast the failure detector and the split-brain resolver.</remarks>
public static class ClusterFaults
{
    /// <summary>Time without faults at the start.</summary>
    public static readonly TimeSpan Calm = TimeSpan.FromSeconds(10);

    /// <summary>When faults begin.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromSeconds(50);

    private static readonly TimeSpan LastsMin = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LastsMax = TimeSpan.FromSeconds(25);

    private static readonly string[] Roles =
    [
        "head/user/learner/learner", "head/user/parameter-server/parameter-server",
        "head/user/reward-service/reward-service",
    ];

    /// <summary>Those of a seed.</summary>
    /// <param name="seed">Of the run.</param>
    /// <param name="nodes">Without the head.</param>
    public static IReadOnlyList<Fault> Draw(ulong seed, IReadOnlyList<string> nodes)
    {
        RandomStream random = RandomStream.Derive(seed, "cluster-faults");
        List<Fault> faults = [];
        string[] all = [SimulatedCluster.HeadName, .. nodes];
        Add(FaultKind.CrashNode, nodes);
        Add(FaultKind.CrashNode, [SimulatedCluster.HeadName]);
        Add(FaultKind.CrashActor, Roles);
        Add(FaultKind.PauseNode, all);
        Add(FaultKind.SlowNode, all, fault => fault with { Factor = 10 });
        Add(FaultKind.Cut, all, fault => fault with { Direction = (FaultDirection)random.NextIndex(3) });
        Add(FaultKind.Degrade, all, fault => fault with
        {
            Change = new LinkChange { Latency = Latency.Exponential(TimeSpan.FromSeconds(0.3)), LossShare = 0.01 },
        });
        return faults;

        void Add(FaultKind kind, IReadOnlyList<string> targets, Func<Fault, Fault>? more = null)
        {
            for (int count = random.NextChance(0.5) ? 1 + random.NextIndex(3) : 0; count > 0; count--)
            {
                double ratio = LastsMax / LastsMin;
                Fault fault = new()
                {
                    Kind = kind, Targets = [targets[random.NextIndex(targets.Count)]],
                    At = Calm + (Span * random.NextUniform()),
                    Lasts = LastsMin * StableMath.Exp(random.NextUniform() * StableMath.Log(ratio)),
                };
                faults.Add(more is null ? fault : more(fault));
            }
        }
    }

    /// <summary>When the last of them is over.</summary>
    public static TimeSpan EndOf(IReadOnlyList<Fault> faults) =>
        faults.Select(fault => fault.At + fault.Lasts).Append(Calm).Max();
}
