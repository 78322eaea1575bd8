using Akka.Configuration;
using Akka.Dispatch;

namespace Delight.Actors.Akka.Hosting;

/// <summary>Makes the dispatchers of hosted actors: named as <c>type</c> in the configuration, beside the
/// <c>executor</c> of Akka that it uses.</summary>
public sealed class CountedDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly CountedDispatcher _dispatcher;

    /// <summary>Called by Akka.</summary>
    /// <param name="config">The section of the dispatcher.</param>
    /// <param name="prerequisites">Of the actor system, which an <see cref="AkkaRuntime"/> must have made.</param>
    public CountedDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) => _dispatcher = new CountedDispatcher(
            this, ConfigureExecutor(), RuntimeSetup.RuntimeOf(prerequisites.Settings));

    /// <summary>Always the same one.</summary>
    public override MessageDispatcher Dispatcher() => _dispatcher;
}
