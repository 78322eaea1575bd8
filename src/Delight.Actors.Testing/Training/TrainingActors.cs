using System.Globalization;
using Delight.Actors.Coordination;
using Delight.Actors.Rollouts;

namespace Delight.Actors.Testing.Training;

/// <summary>The actors of a training by the names that faults use.</summary>
internal sealed class TrainingActors
{
    private readonly List<(string Name, string Node, string Path)> _actors = [];
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, int>? _counts;

    /// <summary>What the path of an actor begins with that runs in another process.</summary>
    public const string Elsewhere = "/user/elsewhere";

    /// <summary>Those of a plan.</summary>
    public TrainingActors(TrainingPlan plan)
    {
        Nodes = NodesOf(plan);
        foreach (RolloutOptions pool in plan.Pools)
        {
            for (int index = 0; index < pool.Count; index++)
            {
                Add(
                    string.Create(CultureInfo.InvariantCulture, $"{pool.Pool}/{index}"),
                    pool.Node, WorkerName.Of(pool.Pool, index));
            }
        }

        Add("learner", plan.Learner.Node, "learner");
        Add("parameter-server", plan.ParameterServerNode, "parameter-server");
        Add("reward-service", plan.RewardService.Node, "reward-service");
        Add("evaluator", plan.EvaluatorNode, "evaluator");
    }

    /// <summary>Those of the nodes that run in one process of a cluster.</summary>
    /// <param name="nodes">That run here.</param>
    /// <param name="plan">The whole of which they are a part.</param>
    public TrainingActors(IReadOnlyList<NodeProgram> nodes, ClusterFrictionPlan plan)
    {
        (Nodes, _counts) = (plan.Nodes, plan.WorkersOfPools);
        foreach (NodeProgram node in nodes)
        {
            foreach (RoleProgram role in node.Roles.Where(role => role.Wave != RoleWave.Record))
            {
                int dash = role.Name.LastIndexOf('-');
                Add(
                    role.Wave == RoleWave.Worker ? $"{role.Name[..dash]}/{role.Name[(dash + 1)..]}" : role.Name,
                    node.Name, role.Name);
            }
        }
    }

    /// <summary>Paths of what a target stands for: itself, or the workers of that pool in their order.</summary>
    public IEnumerable<string> PathsOf(string target) => _actors.Where(actor => actor.Name == target
        || (actor.Name.Length > target.Length && actor.Name[target.Length] == '/'
            && actor.Name.StartsWith(target, StringComparison.Ordinal))).Select(actor => actor.Path);

    /// <summary>Paths of what a target stands for in a fault that recurs and hits one of them each time. In each
    /// process of a cluster there are as many, so that all draw the same.</summary>
    /// <remarks>Workers of a pool stand in as many places as the scenario has workers in it, by their numbers. What
    /// runs in another process is <see cref="Elsewhere"/>.</remarks>
    public IEnumerable<string> PlacesOf(string target)
    {
        if (_counts is null)
        {
            return PathsOf(target);
        }

        return _counts.TryGetValue(target, out int count)
            ? Enumerable.Range(0, count).Select(place => PathAt(target, place, count))
            : target.Split('/') is [string pool, string number] && _counts.TryGetValue(pool, out count)
                ? [PathAt(pool, int.Parse(number, CultureInfo.InvariantCulture), count)]
                : PathsOf(target).DefaultIfEmpty($"{Elsewhere}/{target}");
    }

    private string PathAt(string pool, int place, int count)
    {
        foreach ((string name, _, string path) in _actors)
        {
            string[] parts = name.Split('/');
            if (parts.Length == 2 && parts[0] == pool
                && long.Parse(parts[1], CultureInfo.InvariantCulture) % count == place)
            {
                return path;
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Elsewhere}/{pool}-{place}");
    }

    /// <summary>The nodes of the experiment; that of the record is none of them.</summary>
    public IReadOnlyList<string> Nodes { get; }

    /// <summary>The nodes of a plan's experiment.</summary>
    public static IReadOnlyList<string> NodesOf(TrainingPlan plan) =>
    [
        .. plan.Pools.Where(pool => pool.Count > 0).Select(pool => pool.Node)
            .Concat([plan.Learner.Node, plan.ParameterServerNode, plan.RewardService.Node, plan.EvaluatorNode])
            .Where(node => node != TrainingPlan.ControlNode).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>How many actors a node has.</summary>
    public int CountOn(string node) => _actors.Count(actor => actor.Node == node);

    /// <summary>The name of an actor; what is none of the training's keeps its own.</summary>
    public string NameOf(string path) => _names.GetValueOrDefault(path, path);

    private void Add(string name, string node, string role)
    {
        string path = TrainingNodes.PathOf(node, role);
        _actors.Add((name, node, path));
        _names[path] = name;
    }
}
