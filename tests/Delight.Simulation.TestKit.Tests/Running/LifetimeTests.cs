using Akka.Actor;
using Akka.Actor.Internal;
using Delight.Simulation.Faults;

namespace Delight.Simulation.TestKit.Tests.Running;

// The classes below are run by these tests, so xunit must not see them.
#pragma warning disable xUnit1000

/// <summary>How the runner makes, completes and ends a test.</summary>
[Collection(Environment.Name)]
public sealed class LifetimeTests
{
    private static readonly List<string> Done = [];

    public LifetimeTests() => Done.Clear();

    [Fact]
    public async Task Method_AsyncLifetime_RunsInOrderInVirtualTime()
    {
        Assert.True((await CaseRun.Of<Lifetime>(nameof(Lifetime.Holds_Task))).HasPassed);
        Assert.Equal(["constructor", "initialize 1", "method 3", "dispose async 4", "dispose"], Done);
        Assert.True((await CaseRun.Of<Lifetime>(nameof(Lifetime.Holds_ValueTask))).HasPassed);
    }

    [Fact]
    public async Task Method_FailsAndItsEndToo_BothAreTold()
    {
        CaseRun run = await CaseRun.Of<BadEnd>(nameof(BadEnd.Fails_TwiceInAll));
        string message = run.Failed.Messages[0];
        Assert.Contains("(the method 1) (the end)", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(Wrong.Fails_TaskRun), "use no Task.Run")]
    [InlineData(nameof(Wrong.Fails_NeverComplete), "nothing is left to happen")]
    [InlineData(nameof(Wrong.Fails_AsyncVoid), "Let it return a Task")]
    public async Task Method_WrongTask_FailsWithARemedy(string method, string line)
    {
        string message = (await CaseRun.Of<Wrong>(method)).Message;
        Assert.Contains(line, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Method_OfAClassWithoutAKit_GetsItsSeed()
    {
        Assert.True((await CaseRun.Of<Plain>(nameof(Plain.Holds_WithASeed))).HasPassed);
        Assert.Equal(["1", "2", "3"], Done);
        Assert.Contains(
            "a task of the test is not complete", (await CaseRun.Of<Plain>(nameof(Plain.Fails_NotComplete))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Constructor_OfTheTestThrows_IsAFailureAndTheSystemEnds()
    {
        CaseRun run = await CaseRun.Of<BadStart>(nameof(BadStart.Holds_Never));
        Assert.StartsWith(
            "seed 1 fails: System.InvalidOperationException: no start", run.Message, StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => BadStart.Last!.RunUntilIdle());
    }

    [Fact]
    public async Task Faults_OfAPlan_ShrinkToThoseThatAreNeeded()
    {
        string message = (await CaseRun.Of<Faulty>(nameof(Faulty.Fails_WhereAFarNodeCrashes))).Message;
        Assert.Contains("seed 1 fails: Failed: Timeout 00:00:03", message, StringComparison.Ordinal);
        Assert.Contains("1 of 3 faults are needed:", message, StringComparison.Ordinal);
        Assert.Contains("far", message, StringComparison.Ordinal);
        Assert.DoesNotContain("near", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Kit_Disposed_LeavesTheThreadAsItWas()
    {
        (SynchronizationContext? context, ActorCell? actor) =
            (SynchronizationContext.Current, InternalCurrentActorCellKeeper.Current);
        using (BareKit kit = new())
        {
            Assert.Equal(kit.TestActor, InternalCurrentActorCellKeeper.Current!.Self);
            kit.RunFor(TimeSpan.FromSeconds(1));
            Assert.Equal(kit.TestActor, InternalCurrentActorCellKeeper.Current!.Self);
        }

        Assert.Same(context, SynchronizationContext.Current);
        Assert.Same(actor, InternalCurrentActorCellKeeper.Current);
    }

    [Fact]
    public void Kit_ConstructorFailsHalfWay_LeavesTheThreadAsItWas()
    {
        (SynchronizationContext? context, ActorCell? actor) =
            (SynchronizationContext.Current, InternalCurrentActorCellKeeper.Current);
        Assert.ThrowsAny<Exception>(() => new WrongKit());
        Assert.Same(context, SynchronizationContext.Current);
        Assert.Same(actor, InternalCurrentActorCellKeeper.Current);
    }

    [Fact]
    public void Kit_Disposed_HasCalledAfterAllBefore()
    {
        AfterAllKit kit = new();
        kit.Dispose();
        kit.Dispose();
        Assert.Equal(["1"], Done);
    }

    private sealed class BareKit : SimulationTestKit;

    private sealed class AfterAllKit : SimulationTestKit
    {
        protected override void AfterAll()
        {
            RunFor(TimeSpan.FromSeconds(1));
            Done.Add($"{Simulation.Elapsed.TotalSeconds}");
        }
    }

    /// <summary>The settings of Akka's kit are read when the test actor is made.</summary>
    private sealed class WrongKit() : SimulationTestKit("akka.test.timefactor = -1");

    private sealed class Lifetime : SimulationTestKit, IAsyncLifetime
    {
        public Lifetime() => Done.Add("constructor");

        public async Task InitializeAsync()
        {
            await Task.Delay(TimeSpan.FromSeconds(1), Simulation.TimeProvider);
            Done.Add($"initialize {Simulation.Elapsed.TotalSeconds}");
        }

        async Task IAsyncLifetime.DisposeAsync()
        {
            await Task.Delay(TimeSpan.FromSeconds(1), Simulation.TimeProvider);
            Done.Add($"dispose async {Simulation.Elapsed.TotalSeconds}");
        }

        [SimulationFact]
        public async Task Holds_Task()
        {
            await Task.Delay(TimeSpan.FromSeconds(2), Simulation.TimeProvider);
            Done.Add($"method {Simulation.Elapsed.TotalSeconds}");
        }

        [SimulationFact]
        public async ValueTask Holds_ValueTask()
        {
            await Task.Delay(TimeSpan.FromSeconds(2), Simulation.TimeProvider);
            Assert.Equal(TimeSpan.FromSeconds(3), Simulation.Elapsed);
        }

        protected override void Dispose(bool isDisposing)
        {
            Done.Add("dispose");
            base.Dispose(isDisposing);
        }
    }

    private sealed class BadEnd : SimulationTestKit
    {
        [SimulationFact]
        public void Fails_TwiceInAll() => throw new InvalidOperationException($"the method {Seed}");

        protected override void Dispose(bool isDisposing)
        {
            base.Dispose(isDisposing);
            throw new InvalidOperationException("the end");
        }
    }

    private sealed class BadStart : SimulationTestKit
    {
        public BadStart()
        {
            Last = this;
            throw new InvalidOperationException("no start");
        }

        public static BadStart? Last { get; private set; }

        [SimulationFact]
        public void Holds_Never() => Assert.NotNull(Last);
    }

    private sealed class Wrong : SimulationTestKit
    {
        [SimulationFact]
        public async Task Fails_TaskRun()
        {
            using ManualResetEventSlim gate = new();
            Task<ulong> elsewhere = Task.Run(() =>
            {
                gate.Wait(TimeSpan.FromSeconds(10));
                return Seed;
            });
            Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromSeconds(1), () =>
            {
                gate.Set();
                elsewhere.Wait();
                SpinWait.SpinUntil(() => elsewhere.IsCompleted && IsContinued, TimeSpan.FromSeconds(1));
            });
            await elsewhere;
            IsContinued = true;
        }

        [SimulationFact]
        public async Task Fails_NeverComplete()
        {
            await new TaskCompletionSource().Task;
            Assert.NotNull(Sys);
        }

        [SimulationFact]
#pragma warning disable xUnit1049 // what the runner says about it is tested
        public async void Fails_AsyncVoid()
        {
            await Task.Yield();
            Assert.NotNull(Sys);
        }
#pragma warning restore xUnit1049

        private bool IsContinued { get; set; }
    }

    private sealed class Plain
    {
        private readonly List<string> _done = Done;

        [SimulationTheory(Seeds = 3)]
        public void Holds_WithASeed(ulong seed) => _done.Add($"{seed}");

        [SimulationFact]
        public Task Fails_NotComplete()
        {
            Assert.DoesNotContain("4", _done);
            return new TaskCompletionSource().Task;
        }
    }

    private sealed class Faulty : SimulationTestKit
    {
        [SimulationTheory(Seeds = 3)]
        public void Fails_WhereAFarNodeCrashes()
        {
            AddNode("near", Props.Create<Echo>());
            IActorRef far = AddNode("far", Props.Create<Echo>());
            Play(
                [Crashing("near", 1), Crashing("far", 2)], TimeSpan.FromSeconds(9));
            Play([Crashing("near", 4)], TimeSpan.FromSeconds(9));
            RunFor(TimeSpan.FromSeconds(2.5));
            far.Tell("a");
            ExpectMsg("a");
        }

        private static Fault Crashing(string node, double at) => new()
        {
            Kind = FaultKind.CrashNode, Targets = [node], At = TimeSpan.FromSeconds(at),
            Lasts = TimeSpan.FromSeconds(1),
        };
    }
}
