using Delight.Actors.Coordination;
using Delight.Actors.Testing.Training;
using Delight.Determinism;
using Delight.Learning.Tasks;
using Delight.Simulation.Faults;
using Delight.Simulation.Network;

namespace Delight.Actors.Testing.Exploration;

/// <summary>One seed's trouble while a profile draws it.</summary>
/// <remarks>Faults begin within <see cref="Span"/>: one and a half times what the updates take at least, and 30
/// seconds at least.</remarks>
public sealed class ProfileDraw
{
    private static readonly TimeSpan SpanMin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LastsMin = TimeSpan.FromMilliseconds(50);

    private readonly List<Fault> _faults = [];
    private RandomStream _random;

    internal ProfileDraw(TrainingPlan plan, TrainingFrictions frictions, string profile)
    {
        _random = RandomStream.Derive(plan.Parts.Seed, $"fault-profile {profile}");
        Plan = plan;
        Frictions = frictions with { Faults = [] };
        ChangeLinks(quality => quality with { LossShare = 0, DuplicationShare = 0, ReorderingShare = 0 });
        TimeSpan training = 1.5 * plan.Learner.Steps * plan.Learner.StepTime;
        Span = training > SpanMin ? training : SpanMin;
        Nodes = [.. plan.Pools.Select(pool => pool.Node).Append(plan.Learner.Node).Append(plan.ParameterServerNode)
            .Append(plan.RewardService.Node).Append(plan.EvaluatorNode).Distinct(StringComparer.Ordinal)
            .Where(node => node != TrainingPlan.ControlNode)];
        Actors = ["learner", "parameter-server", "reward-service", "evaluator",
            .. plan.Pools.Select(pool => pool.Pool)];
    }

    /// <summary>The plan so far.</summary>
    public TrainingPlan Plan { get; set; }

    /// <summary>The links so far.</summary>
    public TrainingFrictions Frictions { get; private set; }

    /// <summary>When faults may begin.</summary>
    public TimeSpan Span { get; }

    /// <summary>Nodes that faults may concern.</summary>
    public IReadOnlyList<string> Nodes { get; }

    /// <summary>Roles and pools.</summary>
    public IReadOnlyList<string> Actors { get; }

    /// <summary>The most that one link carries in a second while updates follow each other at full speed: policies to
    /// all workers, or all rows of a batch.</summary>
    public double BytesPerSecondNeeded
    {
        get
        {
            ITask task = Plan.Parts.Task;
            double policies = Plan.Pools.Sum(pool => pool.Count)
                * (SimulatedNetwork.HeaderBytes + (sizeof(float) * (double)Plan.Parts.Policy.Layout.Length));
            double row = task.ContextBytes + (24 * task.Shape.Decisions) + SimulatedNetwork.HeaderBytes;
            double step = Math.Max(0.001, Plan.Learner.StepTime.TotalSeconds);
            return (policies + (2 * Plan.Learner.BatchRows * row)) / step;
        }
    }

    /// <summary>True with that chance.</summary>
    public bool Chance(double chance) => _random.NextChance(chance);

    /// <summary>A whole number, evenly; both ends may come.</summary>
    public int Whole(int min, int max) => min + _random.NextIndex(max - min + 1);

    /// <summary>A number between two positive ones, evenly over their orders of magnitude.</summary>
    public double Share(double min, double max) =>
        min * StableMath.Exp(_random.NextUniform() * StableMath.Log(max / min));

    /// <summary>The same for a time.</summary>
    public TimeSpan Time(TimeSpan min, TimeSpan max) => TimeSpan.FromTicks((long)Share(min.Ticks, max.Ticks));

    /// <summary>A node, evenly.</summary>
    public string AnyNode() => Nodes[Whole(0, Nodes.Count - 1)];

    /// <summary>Both ways in half of the cases, else one of them.</summary>
    public FaultDirection Direction() => Chance(0.5)
        ? FaultDirection.Both
        : Chance(0.5) ? FaultDirection.Outgoing : FaultDirection.Incoming;

    /// <summary>Changes all links for the whole run.</summary>
    public void ChangeLinks(LinkQuality quality) => ChangeLinks(_ => quality);

    /// <summary>Adds one fault at a drawn time, which lasts from 50 ms to an eighth of the span.</summary>
    /// <param name="kind">What goes wrong.</param>
    /// <param name="target">A node, role or pool; of a pool all workers.</param>
    /// <param name="more">Says what is particular to it.</param>
    public void Add(FaultKind kind, string target, Func<Fault, Fault> more)
    {
        Fault fault = new()
        {
            Kind = kind, Targets = [target], At = Span * _random.NextUniform(), Lasts = Time(LastsMin, Span / 8),
        };
        _faults.Add(more(fault));
        Frictions = Frictions with { Faults = [.. _faults] };
    }

    private void ChangeLinks(Func<LinkQuality, LinkQuality> change) => Frictions = Frictions with
    {
        Network = change(Frictions.Network),
        Links = [.. Frictions.Links.Select(link => link with { Quality = change(link.Quality) })],
    };
}
