using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Testing;

namespace Delight.Actors.Tests.Conformance;

/// <summary>What every runtime promises of the actor port. A runtime's own class derives from it and makes the
/// harness.</summary>
public abstract partial class RuntimeConformance : IDisposable
{
    private IRuntimeHarness? _harness;

    /// <summary>A step of time that is long against a delivery on this runtime.</summary>
    protected abstract TimeSpan Unit { get; }

    protected virtual TimeSpan Patience => 100 * Unit;

    protected IRuntimeHarness System => _harness ??= CreateHarness(new NetworkOptions());

    protected abstract IRuntimeHarness CreateHarness(NetworkOptions network);

    public void Dispose()
    {
        _harness?.Dispose();
        GC.SuppressFinalize(this);
    }

    protected void Connect(NetworkOptions network) => _harness = CreateHarness(network);

    /// <summary>A parent that does nothing but have one child, which is told to the test.</summary>
    protected ActorRef SpawnUnder(SupervisionOptions ofParent, ActorSpec child, string name = "child")
    {
        ActorRef? spawned = null;
        System.Spawn("parent", new ActorSpec
        {
            Create = () => new ScriptedActor { OnStart = context => spawned = context.Spawn(name, child) },
            Supervision = ofParent,
        });
        System.Settle();
        return spawned!;
    }

    protected static SupervisionOptions Always(Directive directive) => new() { Decide = _ => directive };

    protected static Exception Bang(string what = "bang") => new InvalidTimeZoneException(what);

    /// <summary>Counts its lives and its messages, and throws at the message <c>fail</c>.</summary>
    protected sealed class Frail(Frail.Log log) : IActor
    {
        private int _handled;

        public void PreStart(IActorContext context) => log.Starts++;

        public void Receive(object message, IActorContext context)
        {
            log.Messages.Add(message);
            _handled++;
            log.HandledByInstance.Add(_handled);
            if (message is "fail")
            {
                throw Bang();
            }
        }

        public void PostStop(IActorContext context) => log.Stops++;

        public sealed class Log
        {
            public int Starts { get; set; }

            public int Stops { get; set; }

            public List<object> Messages { get; } = [];

            public List<int> HandledByInstance { get; } = [];

            public ActorSpec Spec(SupervisionOptions supervision) => new()
            {
                Create = () => new Frail(this), Supervision = supervision,
            };
        }
    }
}
