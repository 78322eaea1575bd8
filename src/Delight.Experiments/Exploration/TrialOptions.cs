using Delight.Actors.Testing.Exploration;
using Delight.Experiments.Text;
using Delight.Learning.Catalogue;

namespace Delight.Experiments.Exploration;

/// <summary>What a command line says about the trials of an exploration; null: not given.</summary>
/// <param name="IsCluster">True for a head and its nodes, each an actor system of its own.</param>
/// <param name="Nodes">Nodes of the cluster.</param>
/// <param name="Faults">Name of a profile.</param>
public sealed record TrialOptions(bool IsCluster, string? Nodes, string? Faults)
{
    private const int NodesMax = 50;
    private const int NodesStandard = 3;

    /// <summary>The trial that it means.</summary>
    /// <param name="problems">Gets a sentence for each refusal.</param>
    public SeedTrial Read(ICollection<string> problems) => IsCluster ? Cluster(problems) : Process(problems);

    private ClusterTrial Cluster(ICollection<string> problems)
    {
        if (Faults is not null)
        {
            problems.Add(
                "--faults: its profiles are of one process, and --cluster draws faults of processes. Leave one out.");
        }

        return new ClusterTrial(OptionCount.Read("--nodes", Nodes, (NodesStandard, NodesMax), problems));
    }

    private ProcessTrial Process(ICollection<string> problems)
    {
        if (Nodes is not null)
        {
            problems.Add("--nodes: only a cluster has nodes of its own. Add --cluster, or leave it out.");
        }

        FaultProfile? profile = FaultProfiles.All.FirstOrDefault(known => known.Name == Faults);
        if (Faults is not null && profile is null)
        {
            string[] names = [.. FaultProfiles.All.Select(known => known.Name)];
            problems.Add($"--faults is '{Faults}'; there is no such profile.{NearestName.Hint(Faults, names)} "
                + $"Known: {string.Join(", ", names)}; without --faults the scenario's own faults happen.");
        }

        return new ProcessTrial(profile);
    }
}
