using Delight.Actors.Port;

namespace Delight.Actors.Tests;

/// <summary>An address of nobody, for bookkeeping that only compares addresses.</summary>
internal sealed class TestAddress(string name) : ActorRef("node", "/" + name);
