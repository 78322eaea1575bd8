using Akka.Actor;
using Delight.Actors.ParameterServers;

namespace Delight.Actors.Testing.Invariants;

/// <summary>Every parameter of every published policy, and of the final one, is a finite number.</summary>
public sealed class ParametersFinite : Invariant
{
    /// <inheritdoc/>
    public override string Name => "parameters-finite";

    /// <inheritdoc/>
    public override void Sent(IActorRef sender, IActorRef receiver, object message)
    {
        if (message is PublishPolicy publish)
        {
            RequireFinite(publish.Snapshot.Parameters, $"version {publish.Snapshot.Version}");
        }
    }

    /// <inheritdoc/>
    public override void AtEnd(ExploredState state) =>
        RequireFinite(state.Plan.Outcome.Parameters, "the final policy");

    private void RequireFinite(ReadOnlySpan<float> parameters, string whose)
    {
        for (int index = 0; index < parameters.Length; index++)
        {
            if (!float.IsFinite(parameters[index]))
            {
                Violate($"parameter {index} of {whose} is {parameters[index]}; it must be a finite number.");
                return;
            }
        }
    }
}
