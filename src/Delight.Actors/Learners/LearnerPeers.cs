using Akka.Actor;

namespace Delight.Actors.Learners;

/// <summary>Whom the learner talks to, workers aside.</summary>
/// <param name="ParameterServer">Gets published policies.</param>
/// <param name="Evaluator">Gets policies to measure.</param>
/// <param name="Recorder">Hears of updates, drops and measurements.</param>
/// <param name="Coordinator">Hears of the end.</param>
public sealed record LearnerPeers(
    ICanTell ParameterServer, ICanTell Evaluator, ICanTell Recorder, ICanTell Coordinator);
