using Delight.Determinism;

namespace Delight.Actors.Rollouts;

/// <summary>Derives random streams of the run's root seed, from their beginning; an actor's context is one.</summary>
/// <param name="name">What is drawn.</param>
/// <param name="index">Which of them.</param>
public delegate RandomStream StreamSource(string name, long index);
