using Delight.Actors.Port;

namespace Delight.Actors.Testing;

/// <summary>An actor put together from functions, for tests that need one with a certain behaviour.</summary>
/// <remarks>
/// <para>In and out: what its functions do. State: what they close over, which outlives a restart.</para>
/// <para>Time, order: those of its functions. Restart: a fresh instance is whatever the spec's factory makes.</para>
/// </remarks>
public sealed class ScriptedActor : IActor
{
    /// <summary>Called for <see cref="IActor.PreStart"/>.</summary>
    /// <value>Default: does nothing.</value>
    public Action<IActorContext> OnStart { get; init; } = static _ => { };

    /// <summary>Called for every message.</summary>
    /// <value>Default: does nothing.</value>
    public Action<object, IActorContext> OnMessage { get; init; } = static (_, _) => { };

    /// <summary>Called for <see cref="IActor.PostStop"/>.</summary>
    /// <value>Default: does nothing.</value>
    public Action<IActorContext> OnStop { get; init; } = static _ => { };

    /// <summary>An actor that only handles messages, always the same function.</summary>
    public static ActorSpec Handling(Action<object, IActorContext> onMessage) =>
        new() { Create = () => new ScriptedActor { OnMessage = onMessage } };

    /// <inheritdoc/>
    public void PreStart(IActorContext context) => OnStart(context);

    /// <inheritdoc/>
    public void Receive(object message, IActorContext context) => OnMessage(message, context);

    /// <inheritdoc/>
    public void PostStop(IActorContext context) => OnStop(context);
}
