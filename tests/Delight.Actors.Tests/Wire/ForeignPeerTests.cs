using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;
using Delight.Actors.Configuration;
using Delight.Actors.Recording;
using Delight.Actors.Running;
using Delight.Actors.Tests.Cluster;
using Delight.Actors.Tests.Live;

namespace Delight.Actors.Tests.Wire;

/// <summary>What another actor system sends that speaks Akka's protocol and not ours.</summary>
public sealed class ForeignPeerTests : IAsyncLifetime
{
    // Longer than any test takes on a busy machine: reached only where nothing arrives.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource<object> _received = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Events _events = new();
    private SystemEvents _heard = null!;
    private ActorSystem _system = null!;
    private ActorSystem _foreign = null!;
    private ActorSelection _receiver = null!;

    public Task InitializeAsync()
    {
        int port = ClusterRun.FreePort();
        _system = SystemStart.Start(
            $"akka.actor.provider = remote\nakka.remote.dot-netty.tcp.port = {port}", string.Empty);
        _heard = SystemEvents.Subscribe(
            _system, new RunClock(_system.Scheduler), _events.Happened, hearsDeadLetters: true);
        _system.ActorOf(Props.Create(() => new Receiver(_received)), "receiver");
        _foreign = ActorSystem.Create("foreign", ConfigurationFactory.ParseString($$"""
            akka.stdout-loglevel = OFF
            akka.loglevel = OFF
            akka.actor.provider = remote
            akka.actor.serializers.foreign = "{{typeof(ForeignSerializer).AssemblyQualifiedName}}"
            akka.actor.serialization-bindings."{{typeof(Foreign).AssemblyQualifiedName}}" = foreign
            akka.remote.retry-gate-closed-for = 100ms
            akka.remote.dot-netty.tcp {
              hostname = "127.0.0.1"
              port = 0
              maximum-frame-size = 32m
              send-buffer-size = 32m
            }
            """));
        _receiver = _foreign.ActorSelection($"akka.tcp://delight@127.0.0.1:{port}/user/receiver");
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _system.Terminate();
        await _foreign.Terminate();
    }

    [Theory]
    [InlineData("something-else/1", "000102", "this build knows no such message")]
    [InlineData("final-policy-recorded/2", "", "this build knows no such message")]
    [InlineData("request-work/1", "0100", "the payload ends at byte 0 of 2, 2 bytes too early")]
    [InlineData("final-policy-recorded/1", "ff", "1 of 1 bytes are left behind the last field")]
    [InlineData("node-refused/1", "ffffff7f", "an array of 2147483647 elements")]
    public async Task Message_Unreadable_IsCountedAndToldOnceAndTheNextOneArrives(
        string manifest, string payload, string reason)
    {
        for (int i = 0; i < 10; i++)
        {
            _receiver.Tell(new Foreign(manifest, Convert.FromHexString(payload)));
        }

        _receiver.Tell(Good);
        Assert.IsType<FinalPolicyRecorded>(await _received.Task.WaitAsync(Patience));
        Assert.Equal(10, _heard.Counters.Dropped["unreadable"]);
        await _events.First("akka-warning").WaitAsync(Patience);
        RunEvent told = Assert.Single(_events.All, happened => happened.Kind == "akka-warning");
        Assert.Contains(reason, told.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_BeyondTheFrame_EndsItsConnectionAndTheNextOneArrives()
    {
        _receiver.Tell(new Foreign("final-policy-recorded/1", new byte[9_000_000]));
        Task received = _received.Task;
        while (!received.IsCompleted)
        {
            // What is sent while the connection is being given up is lost, so it is sent again.
            _receiver.Tell(Good);
            await Task.WhenAny(received, Task.Delay(TimeSpan.FromMilliseconds(200))).WaitAsync(Patience);
        }

        Assert.IsType<FinalPolicyRecorded>(await _received.Task);
        Assert.Contains(_events.All, happened => happened.Kind is "akka-error" or "akka-warning");
    }

    private static Foreign Good => new("final-policy-recorded/1", []);

    /// <summary>Knows one message, as a role does.</summary>
    private sealed class Receiver(TaskCompletionSource<object> received) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is FinalPolicyRecorded)
            {
                received.TrySetResult(message);
            }
            else
            {
                Unhandled(message);
            }
        }
    }

    /// <summary>Bytes under a name, whatever both are.</summary>
    private sealed record Foreign(string Manifest, byte[] Bytes);

    /// <summary>Has the number of Delight's serializer and none of its care.</summary>
    private sealed class ForeignSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
    {
        public override int Identifier => 24680;

        public override string Manifest(object o) => ((Foreign)o).Manifest;

        public override byte[] ToBinary(object obj) => ((Foreign)obj).Bytes;

        public override object FromBinary(byte[] bytes, string manifest) => new Foreign(manifest, bytes);
    }
}
