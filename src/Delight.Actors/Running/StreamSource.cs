using Delight.Determinism;

namespace Delight.Actors.Running;

/// <summary>Derives random streams of the run's root seed, each from its beginning.</summary>
/// <remarks>Draws are keyed, so they do not depend on who draws first. Thread-safe.</remarks>
/// <param name="name">What is drawn.</param>
/// <param name="index">Which stream of that name.</param>
public delegate RandomStream StreamSource(string name, long index = 0);
