using Akka.Actor;

namespace Delight.Actors.Running;

/// <summary>Props from a plain function.</summary>
/// <remarks><c>Props.Create(() => new T(...))</c> compiles an expression tree at each call, about 50 µs. A run of the
/// explorer makes a dozen props and takes a few milliseconds.</remarks>
internal static class RoleProps
{
    /// <summary>Props of actors that a function makes, at their start and at every restart.</summary>
    public static Props Of<T>(Func<T> create)
        where T : ActorBase => Props.CreateBy(new Producer<T>(create));

    private sealed class Producer<T>(Func<T> create) : IIndirectActorProducer
        where T : ActorBase
    {
        public Type ActorType => typeof(T);

        public ActorBase Produce() => create();

        public void Release(ActorBase actor)
        {
            // An actor disposes of what it holds in PostStop.
        }
    }
}
