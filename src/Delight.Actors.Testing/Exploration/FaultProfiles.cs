using Delight.Actors.Learners;
using Delight.Simulation.Faults;
using Delight.Simulation.Network;

namespace Delight.Actors.Testing.Exploration;

/// <summary>The profiles that ship: to add one, add its line.</summary>
public static class FaultProfiles
{
    private static readonly Action<ProfileDraw>[] Kinds = [AddNetwork, AddPartitions, AddCrashes, AddPauses];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FaultProfile> All { get; } =
    [
        new("none", "nothing goes wrong: what is left is the order of messages", _ => { }),
        new("network", "lossy, duplicating, reordering, slow and narrow links", AddNetwork),
        new("partitions", "nodes cut off, both ways or one way", AddPartitions),
        new("crashes", "nodes and actors of every role crash and come back", AddCrashes),
        new("pauses", "nodes and actors stand still, or work many times slower", AddPauses),
        new("all", "all of these at once", draw => Array.ForEach(Kinds, kind => kind(draw))),
        new("swarm", "each of these in half of the seeds, with a drawn staleness bound and checkpoints", AddSwarm),
    ];

    private static void AddSwarm(ProfileDraw draw)
    {
        foreach (Action<ProfileDraw> kind in Kinds)
        {
            if (draw.Chance(0.5))
            {
                kind(draw);
            }
        }

        LearnerOptions learner = draw.Plan.Learner;
        long? bound = draw.Chance(0.75) ? draw.Whole(0, 4) : null;
        draw.Plan = draw.Plan with
        {
            Learner = learner with
            {
                StalenessMax = bound,
                StalenessHandling = (StalenessHandling)draw.Whole(0, 2),
                PublishEvery = 1 + draw.Whole(0, (int)(bound ?? 3)),
                CheckpointEvery = draw.Chance(0.9) ? draw.Whole(1, (int)Math.Min(50, learner.Steps)) : null,
            },
        };
    }

    private static void AddNetwork(ProfileDraw draw)
    {
        double loss = draw.Share(0.001, 0.1), duplication = draw.Share(0.001, 0.3);
        double reordering = draw.Chance(0.5) ? draw.Share(0.01, 0.3) : 0;
        TimeSpan median = draw.Time(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(300));
        Latency latency = draw.Whole(0, 3) switch
        {
            0 => median,
            1 => Latency.Uniform(median / 10, 2 * median),
            2 => Latency.Exponential(median),
            _ => Latency.Lognormal(median, sigma: 0.5),
        };
        double bandwidth = draw.Chance(0.3) ? draw.BytesPerSecondNeeded * draw.Share(4, 100) : double.PositiveInfinity;
        draw.ChangeLinks(new LinkQuality
        {
            Latency = latency, LossShare = loss, DuplicationShare = duplication, ReorderingShare = reordering,
            BytesPerSecond = bandwidth,
        });
        for (int count = draw.Whole(0, 4); count > 0; count--)
        {
            LinkChange worse = draw.Chance(0.5)
                ? new LinkChange { LossShare = draw.Share(0.1, 1) }
                : new LinkChange { Latency = Latency.Exponential(10 * median) };
            draw.Add(FaultKind.Degrade, draw.AnyNode(), fault => fault with
            {
                Direction = draw.Direction(), Change = worse,
            });
        }
    }

    private static void AddPartitions(ProfileDraw draw)
    {
        for (int count = draw.Whole(1, 6); count > 0; count--)
        {
            draw.Add(FaultKind.Cut, draw.AnyNode(), fault => fault with { Direction = draw.Direction() });
        }
    }

    private static void AddCrashes(ProfileDraw draw)
    {
        // An actor is stopped for good after more than ten restarts within ten minutes; no role gets near that.
        foreach (string actor in draw.Actors)
        {
            for (int count = draw.Whole(0, 3); count > 0; count--)
            {
                draw.Add(FaultKind.CrashActor, actor, fault => fault with { Lasts = TimeSpan.Zero });
            }
        }

        for (int count = draw.Whole(1, 4); count > 0; count--)
        {
            draw.Add(FaultKind.CrashNode, draw.AnyNode(), fault => fault);
        }
    }

    private static void AddPauses(ProfileDraw draw)
    {
        for (int count = draw.Whole(1, 6); count > 0; count--)
        {
            bool isOfNode = draw.Chance(0.5), isPause = draw.Chance(0.5);
            FaultKind kind = (isOfNode, isPause) switch
            {
                (true, true) => FaultKind.PauseNode,
                (true, false) => FaultKind.SlowNode,
                (false, true) => FaultKind.PauseActor,
                _ => FaultKind.SlowActor,
            };
            double factor = isPause ? 1 : draw.Share(2, 30);
            draw.Add(
                kind, isOfNode ? draw.AnyNode() : draw.Actors[draw.Whole(0, draw.Actors.Count - 1)],
                fault => fault with { Factor = factor });
        }
    }
}
