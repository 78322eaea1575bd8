using Delight.Actors.Port;

namespace Delight.Actors.Tests;

/// <summary>An address of nobody, for bookkeeping that only compares addresses.</summary>
internal sealed class TestAddress(string name, string node = "node") : ActorRef(node, "/" + name);
