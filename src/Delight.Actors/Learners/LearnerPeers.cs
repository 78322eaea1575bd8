using Delight.Actors.Port;

namespace Delight.Actors.Learners;

/// <summary>Whom the learner talks to, workers aside.</summary>
/// <param name="ParameterServer">Gets published policies.</param>
/// <param name="Evaluator">Gets policies to measure.</param>
/// <param name="Recorder">Hears of updates, drops and measurements.</param>
/// <param name="Coordinator">Hears of the end.</param>
public sealed record LearnerPeers(
    ActorRef ParameterServer, ActorRef Evaluator, ActorRef Recorder, ActorRef Coordinator);
