using Akka.Actor;

namespace Delight.Actors.Rollouts;

/// <summary>Whom a worker talks to.</summary>
/// <param name="Learner">Grants work and takes trajectories.</param>
/// <param name="ParameterServer">Publishes policies.</param>
/// <param name="RewardService">Scores answers.</param>
public sealed record RolloutPeers(ICanTell Learner, ICanTell ParameterServer, ICanTell RewardService);
