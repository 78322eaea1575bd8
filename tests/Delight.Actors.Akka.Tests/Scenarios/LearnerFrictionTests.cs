using Delight.Actors.Checkpoints;
using Delight.Actors.Learners;
using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Rollouts;
using Delight.Actors.Tests;

namespace Delight.Actors.Akka.Tests.Scenarios;

/// <summary>A learner with two workers and room for four rows, of which one worker gets none of its messages, or
/// dies.</summary>
public sealed class LearnerFrictionTests : FrictionTestKit
{
    private static readonly LearnerOptions Options = TestTraining.Learner(batchRows: 4) with
    {
        RowsInFlightMax = 4, RequestTimeout = TimeSpan.FromSeconds(8),
    };

    private readonly Standin _recorder;
    private readonly ActorRef _learner;

    public LearnerFrictionTests()
        : base(Network())
    {
        _recorder = Stand("recorder");
        LearnerParts parts = new()
        {
            Trainer = TestTraining.BanditParts(Options.BatchRows), Checkpoints = new MemoryCheckpointStore(),
        };
        LearnerPeers peers = new(
            Stand("server").Address, Stand("evaluator").Address, _recorder.Address, Stand("coordinator").Address);
        _learner = Runtime.Spawn("learner", new ActorSpec { Create = () => new Learner(parts, Options, peers) });
    }

    [Fact]
    public void LostMessage_AGrantNeverArrives_ItsRowsGoToTheOtherWorkerAfterTheTimeout()
    {
        Standin unreachable = Stand("unreachable", node: "far"), sound = Stand("sound");
        Ask(unreachable, slots: 1);
        Pass(seconds: 4);
        Ask(sound, slots: 2);
        Assert.Equal(2, sound.Expect<GenerateRollouts>().FirstRow);
        Pass(seconds: 4);
        sound.ExpectNothing();
        Pass(seconds: 2); // requests are looked at every quarter of the timeout
        Assert.Equal((2, "lost"), Told(_recorder.Await<RowsDropped>()));
        Assert.Equal(0, sound.Expect<GenerateRollouts>().FirstRow);
        unreachable.ExpectNothing();
        Assert.Equal(1, Runtime.Counters.Dropped["network-loss"]);
    }

    [Fact]
    public void PoisonedWorker_WhenItsRestartsAreUsedUp_IsStoppedAndItsRowsGoToTheOther()
    {
        Standin poisoned = Stand("poisoned", supervision: new SupervisionOptions { RestartsMax = 1 });
        Standin sound = Stand("sound");
        Ask(poisoned, slots: 1);
        Assert.Equal(0, poisoned.Expect<GenerateRollouts>().FirstRow);
        Ask(sound, slots: 2);
        Assert.Equal(2, sound.Expect<GenerateRollouts>().FirstRow);

        poisoned.Fail();
        Assert.Equal("begins", poisoned.Expect<string>());
        sound.ExpectNothing(); // a worker that is restarted is not gone
        poisoned.Fail();
        AwaitEvent("actor-stopped");
        Assert.Equal((2, "lost"), Told(_recorder.Await<RowsDropped>()));
        Assert.Equal(0, sound.Expect<GenerateRollouts>().FirstRow);
    }

    private static NetworkOptions Network() => new()
    {
        Links = [new LinkOptions("root", "far", TimeSpan.Zero) { LossShare = 1 }],
    };

    private static (int Rows, string Reason) Told(RowsDropped dropped) => (dropped.Rows, dropped.Reason);

    /// <summary>Asks for requests of two rows, and waits until the learner has heard it.</summary>
    private void Ask(Standin worker, int slots)
    {
        worker.Say(_learner, new RequestWork(slots, RowsPerRequest: 2, Life: 0));
        AwaitTurn(_learner);
    }

    /// <summary>Lets time pass, a quarter of the timeout at a time, and the learner do what it is time for.</summary>
    private void Pass(int seconds)
    {
        for (int passed = 0; passed < seconds; passed += 2)
        {
            Advance(seconds: 2);
            AwaitTurn(_learner);
        }
    }
}
