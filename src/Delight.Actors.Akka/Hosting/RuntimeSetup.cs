using Akka.Actor;
using Akka.Actor.Setup;

namespace Delight.Actors.Akka.Hosting;

/// <summary>Lets what Akka makes by name, dispatchers and mailboxes, find the runtime that it belongs to.</summary>
internal sealed class RuntimeSetup(AkkaRuntime runtime) : Setup
{
    public static AkkaRuntime RuntimeOf(Settings settings) =>
        settings.Setup.Get<RuntimeSetup>() is { HasValue: true } setup
        ? setup.Value._runtime
        : throw new InvalidOperationException(
            $"{settings.System.Name} was not made by an {nameof(AkkaRuntime)}: its configuration names dispatchers and "
            + "mailboxes of Delight, which no other actor system can use.");

    private readonly AkkaRuntime _runtime = runtime;
}
