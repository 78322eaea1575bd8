using Akka.Actor;

namespace Delight.Actors.Cluster;

/// <summary>Whom the workers of nodes talk to, by their paths in the head's actor system.</summary>
/// <param name="Learner">Grants work and takes trajectories; nodes reach it by a <see cref="RoleGate"/>.</param>
/// <param name="ParameterServer">Has the policies; nodes get them by a <see cref="PolicyFeed"/> each.</param>
/// <param name="RewardService">Scores answers; nodes reach it by a <see cref="RoleGate"/>.</param>
internal sealed record RegistrarPeers(
    ActorSelection Learner, ActorSelection ParameterServer, ActorSelection RewardService);
