using Delight.Simulation.Faults;
using Delight.Simulation.Network;

namespace Delight.Actors.Testing.Training;

/// <summary>What stands between the nodes of a training and what goes wrong.</summary>
/// <remarks>The node of coordinator and recorder stands beside the experiment. Its links keep latency and bandwidth and
/// lose nothing, and it never crashes.</remarks>
public sealed record TrainingFrictions
{
    /// <summary>True where nothing stands between the nodes, and nothing goes wrong.</summary>
    public bool AreNone => Network.IsPerfect && Links.Count == 0 && Faults.Count == 0;

    /// <summary>Every link that <see cref="Links"/> does not name.</summary>
    /// <value>Default: messages take no time, and nothing happens to them.</value>
    public LinkQuality Network { get; init; } = new();

    /// <summary>Links that differ; of two of the same direction the later one counts.</summary>
    public IReadOnlyList<TrainingLink> Links { get; init; } = [];

    /// <summary>Time after which the death of a node is known to those who watch its actors.</summary>
    /// <value>At least 0. Default one second.</value>
    public TimeSpan DetectionTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What goes wrong. Targets are nodes. For faults of actors they are roles (<c>learner</c>,
    /// <c>parameter-server</c>, <c>reward-service</c>, <c>evaluator</c>), pools, or workers as
    /// <c>pool/index</c>.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];
}

/// <summary>A directed link.</summary>
/// <param name="From">The sending node.</param>
/// <param name="To">The receiving node.</param>
/// <param name="Quality">What the link does to messages.</param>
public sealed record TrainingLink(string From, string To, LinkQuality Quality);
