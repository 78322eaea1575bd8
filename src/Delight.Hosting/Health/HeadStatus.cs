using System.Globalization;
using Delight.Actors.Cluster;
using Delight.Actors.Coordination;

namespace Delight.Hosting.Health;

/// <summary>A head is ready once it has a node and trains.</summary>
internal sealed class HeadStatus(TrainingPlan plan) : MemberStatus
{
    private readonly long _rowsBefore = plan.Totals.Episodes; // those of a resumed run were not trained on here
    private volatile ClusterCensus _census = new(0, 0);
    private volatile bool _isOver;

    private protected override string WhyReady => string.Create(
        CultureInfo.InvariantCulture,
        $"{_census.Nodes} nodes, {_census.Workers} workers, update {plan.Totals.Updates} of {plan.Learner.Steps}");

    private protected override string? WhyNotReady
    {
        get
        {
            if (_isOver)
            {
                return "the training has ended";
            }

            return _census.Nodes == 0 ? "no node has joined"
                : plan.Totals.Episodes == _rowsBefore ? "no update has been taken" : null;
        }
    }

    /// <summary>Nodes came or went.</summary>
    internal void Count(ClusterCensus census) => _census = census;

    /// <summary>The training has ended.</summary>
    internal void End() => _isOver = true;
}
