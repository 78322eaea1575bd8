using System.Globalization;
using Delight.Simulation;

namespace Delight.Actors.Coordination;

/// <summary>A training has not got on for so long that it never will.</summary>
/// <param name="updates">Updates so far.</param>
/// <param name="steps">Updates that were to be taken.</param>
/// <param name="stallTimeout">How long there was no further one.</param>
public sealed class TrainingStalledException(long updates, long steps, TimeSpan stallTimeout) : Exception(string.Create(
    CultureInfo.InvariantCulture,
    $"no update for {DurationWords.Of(stallTimeout)} after {updates} of {steps}: the training hangs. Where "
    + $"messages get lost, set learner.requestTimeout and workers.signOfLifeEvery; else this is a "
    + $"defect: please report the scenario and its seed."));
