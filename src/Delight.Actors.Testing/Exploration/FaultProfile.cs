using Delight.Actors.Coordination;
using Delight.Actors.Testing.Training;

namespace Delight.Actors.Testing.Exploration;

/// <summary>A kind of trouble that explored runs get into, drawn anew for each seed.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Summary">What goes wrong under it, in half a sentence.</param>
/// <param name="Add">What it adds to a run in which nothing goes wrong.</param>
/// <remarks>A profile takes the place of a plan's own faults and of the loss, duplication and reordering of its links;
/// the rest of the plan stays as it is. What it draws depends on the seed and the plan alone.</remarks>
public sealed record FaultProfile(string Name, string Summary, Action<ProfileDraw> Add)
{
    /// <summary>The plan and the network of one seed under this profile.</summary>
    /// <param name="plan">Of that seed.</param>
    /// <param name="frictions">Links between the nodes, and faults.</param>
    public (TrainingPlan Plan, TrainingFrictions Frictions) Apply(TrainingPlan plan, TrainingFrictions frictions)
    {
        ProfileDraw draw = new(plan, frictions, Name);
        Add(draw);
        return (draw.Plan, draw.Frictions);
    }
}
