using System.Diagnostics.CodeAnalysis;
using Akka.TestKit;
using Delight.Actors.Akka.Hosting;
using Delight.Actors.Port;

namespace Delight.Actors.Akka.Tests.Scenarios;

/// <summary>Stands for a peer of the actor under test: what it gets is expected of its probe, and it says what a test
/// tells it to.</summary>
/// <param name="runtime">Hosts it.</param>
/// <param name="address">Its address.</param>
/// <param name="probe">Gets what it gets.</param>
internal sealed class Standin(AkkaRuntime runtime, ActorRef address, TestProbe probe)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    public ActorRef Address => address;

    /// <summary>The next message, of that type.</summary>
    public TMessage Expect<TMessage>() => probe.ExpectMsg<TMessage>();

    /// <summary>The next message of that type; others before it are skipped.</summary>
    public TMessage Await<TMessage>() => (TMessage)probe.FishForMessage(message => message is TMessage);

    /// <summary>The next message, of that type; false where none comes within a real moment.</summary>
    public bool TryExpect<TMessage>([NotNullWhen(true)] out TMessage? message)
    {
        bool isThere = probe.TryReceiveOne(out MessageEnvelope? envelope, Moment);
        message = isThere ? Assert.IsType<TMessage>(envelope!.Message) : default;
        return isThere;
    }

    /// <summary>Nothing comes within a real moment.</summary>
    public void ExpectNothing() => probe.ExpectNoMsg(Moment);

    /// <summary>Sends in its own name; the message is on its way when the call returns.</summary>
    public void Say(ActorRef receiver, object message)
    {
        TaskCompletionSource said = new(TaskCreationOptions.RunContinuationsAsynchronously);
        runtime.Send(address, new Line(receiver, message, said));
        Assert.True(said.Task.Wait(TimeSpan.FromSeconds(30)));
    }

    /// <summary>Fails, and its parent restarts it.</summary>
    public void Fail() => runtime.Send(address, new Failure());

    /// <summary>What a stand-in does: plays its part.</summary>
    public static IActor Play(TestProbe probe) => new Part(probe);

    private sealed class Part(TestProbe probe) : IActor
    {
        public void PreStart(IActorContext context) => probe.Ref.Tell("begins", probe.Ref);

        public void Receive(object message, IActorContext context)
        {
            switch (message)
            {
                case Line line:
                    context.Send(line.Receiver, line.Message);
                    line.Said.SetResult();
                    break;
                case Failure:
                    throw new InvalidOperationException("told to fail");
                default:
                    probe.Ref.Tell(message, probe.Ref);
                    break;
            }
        }
    }

    private sealed record Line(ActorRef Receiver, object Message, TaskCompletionSource Said);

    private sealed record Failure;
}
