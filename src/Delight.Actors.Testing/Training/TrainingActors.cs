using System.Globalization;
using Delight.Actors.Coordination;
using Delight.Actors.Rollouts;

namespace Delight.Actors.Testing.Training;

/// <summary>The actors of a training by the names that faults use.</summary>
internal sealed class TrainingActors
{
    private readonly List<(string Name, string Node, string Path)> _actors = [];
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Those of a plan.</summary>
    public TrainingActors(TrainingPlan plan)
    {
        foreach (RolloutOptions pool in plan.Pools)
        {
            for (int index = 0; index < pool.Count; index++)
            {
                Add(
                    string.Create(CultureInfo.InvariantCulture, $"{pool.Pool}/{index}"),
                    pool.Node, TrainingNodes.WorkerName(pool.Pool, index));
            }
        }

        Add("learner", plan.Learner.Node, "learner");
        Add("parameter-server", plan.ParameterServerNode, "parameter-server");
        Add("reward-service", plan.RewardService.Node, "reward-service");
        Add("evaluator", plan.EvaluatorNode, "evaluator");
    }

    /// <summary>Paths of what a target stands for: itself, or the workers of that pool in their order.</summary>
    public IEnumerable<string> PathsOf(string target) => _actors.Where(actor => actor.Name == target
        || (actor.Name.Length > target.Length && actor.Name[target.Length] == '/'
            && actor.Name.StartsWith(target, StringComparison.Ordinal))).Select(actor => actor.Path);

    /// <summary>The nodes of the experiment; that of the record is none of them.</summary>
    public IEnumerable<string> Nodes => _actors.Select(actor => actor.Node)
        .Where(node => node != TrainingPlan.ControlNode).Distinct(StringComparer.Ordinal);

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
