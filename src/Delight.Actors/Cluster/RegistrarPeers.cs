using Akka.Actor;

namespace Delight.Actors.Cluster;

/// <summary>Whom the workers of nodes talk to, as the head's actor system knows them.</summary>
/// <param name="Learner">Grants work and takes trajectories.</param>
/// <param name="ParameterServer">Has the policies; nodes get them by a <see cref="PolicyFeed"/> each.</param>
/// <param name="RewardService">Scores answers.</param>
internal sealed record RegistrarPeers(IActorRef Learner, IActorRef ParameterServer, IActorRef RewardService);
