using Akka.Actor;
using Delight.Actors.Checkpoints;
using Delight.Actors.Coordination;
using Delight.Actors.Recording;
using Delight.Actors.Running;
using Delight.Learning.Training;
using Delight.Simulation.TestKit;

namespace Delight.Actors.Tests.Coordination;

public sealed class NodeGuardianTests : SimulationTestKit
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly DivergedBatch NoBatch = new()
    {
        Rows = 0, Decisions = 0, Actions = 0, Logits = [], Chosen = [], BehaviourLogProbs = [], Rewards =
        [], Groups = [], Mask = [], Answers = [],
    };

    private readonly InvalidOperationException _broken = new("broken");
    private readonly SimulationTestProbe _coordinator, _roles, _events;
    private readonly NodePeers _peers;

    public NodeGuardianTests()
    {
        (_coordinator, _roles) = (CreateTestProbe("coordinator"), CreateTestProbe("roles"));
        _events = CreateTestProbe("events");
        Sys.EventStream.Subscribe(_events.Ref, typeof(RunEvent));
        Sys.EventStream.Subscribe(_events.Ref, typeof(RoleFailure));
        _peers = new NodePeers(_coordinator.Ref, new RunClock(Sys.Scheduler));
    }

    [SimulationFact]
    public void StartRoles_OfAWave_StartsThoseInTheirOrderAndAnswers()
    {
        IActorRef guardian = Start(
            Role("server", RoleWave.Service), Role("worker", RoleWave.Worker), Role("evaluator", RoleWave.Service));
        _roles.ExpectNoMsg(TimeSpan.FromHours(1));
        foreach (RoleWave wave in (RoleWave[])[RoleWave.Service, RoleWave.Learner, RoleWave.Worker])
        {
            guardian.Tell(new StartRoles(wave), TestActor);
            ExpectMsg(new RolesStarted(wave));
        }

        Assert.Equal(["server starts", "evaluator starts", "worker starts"], _roles.TakeAll<string>());
    }

    [SimulationFact]
    public void Failure_OfARole_RestartsItAfterGrowingPausesAndKeepsItsMailbox()
    {
        IActorRef role = StartOne(RoleWave.Worker);
        foreach (object message in (object[])[_broken, "a", _broken, "b"])
        {
            role.Tell(message);
        }

        _roles.ExpectMsg("role starts");
        _roles.ExpectMsg("role starts");
        _roles.ExpectMsg("a");
        Assert.Equal(Second, Simulation.Elapsed);
        _roles.ExpectMsg("role starts");
        _roles.ExpectMsg("b");
        Assert.Equal(3 * Second, Simulation.Elapsed);
        RoleFailure failure = new("/user/node/role", _broken);
        Assert.Equal(
            [
                failure, new RunEvent(TimeSpan.Zero, "actor-restarted", failure.Role, "after 1 s: broken"),
                failure, new RunEvent(Second, "actor-restarted", failure.Role, "after 2 s: broken"),
            ],
            _events.TakeAll());
        _coordinator.ExpectNoMsg(TimeSpan.FromHours(1));
    }

    [SimulationFact]
    public void Failure_MoreThanTenTimesInTheWindow_StopsTheRoleAndTellsTheCoordinator()
    {
        IActorRef role = StartOne(RoleWave.Worker);
        for (int failure = 0; failure < 12; failure++)
        {
            role.Tell(_broken);
        }

        RoleStopped stopped = _coordinator.ExpectMsg<RoleStopped>(TimeSpan.FromHours(1));
        Assert.Equal(new RoleStopped("/user/node/role", RoleWave.Worker, _broken, IsFatal: false), stopped);
        Assert.Equal((1 + 2 + 4 + 8 + 16 + (5 * 30)) * Second, Simulation.Elapsed);
        IReadOnlyList<RunEvent> events = _events.TakeAll<RunEvent>();
        Assert.Equal(11, events.Count);
        Assert.Equal(
            ("actor-stopped", "failed again after 10 restarts within 10 min: broken"),
            (events[^1].Kind, events[^1].Detail));
    }

    [SimulationFact]
    public void Failure_AfterAQuietWindow_BeginsWithTheShortestPauseAgain()
    {
        IActorRef role = StartOne(RoleWave.Service);
        foreach (int pause in (int[])[1, 2])
        {
            role.Tell(_broken);
            RunFor(pause * Second);
        }

        RunFor(TimeSpan.FromMinutes(10));
        TimeSpan failed = Simulation.Elapsed;
        _roles.TakeAll();
        role.Tell(_broken);
        _roles.ExpectMsg("role starts");
        Assert.Equal(Second, Simulation.Elapsed - failed);
    }

    [SimulationFact]
    public void Failure_OfTheRecord_StopsItAndIsFatal()
    {
        StartOne(RoleWave.Record).Tell(_broken);
        _coordinator.ExpectMsg(new RoleStopped("/user/node/role", RoleWave.Record, _broken, IsFatal: true));
        Assert.Equal(TimeSpan.Zero, Simulation.Elapsed);
        Assert.Equal("actor-stopped", Assert.Single(_events.TakeAll<RunEvent>()).Kind);
    }

    [SimulationFact]
    public void Failure_OfATrainingThatDiverged_IsFatal()
    {
        TrainingDivergedException diverged = new(step: 7, "the objective is NaN", NoBatch);
        StartOne(RoleWave.Learner).Tell(diverged);
        _coordinator.ExpectMsg(new RoleStopped("/user/node/role", RoleWave.Learner, diverged, IsFatal: true));
        _roles.ExpectMsg("role starts");
        _roles.ExpectNoMsg(TimeSpan.FromHours(1));
    }

    [SimulationFact]
    public void Failure_OfTheStore_IsFatal()
    {
        CheckpointStoreException full = new(new IOException("the disk is full"));
        StartOne(RoleWave.Learner).Tell(full);
        _coordinator.ExpectMsg(new RoleStopped("/user/node/role", RoleWave.Learner, full, IsFatal: true));
        _roles.ExpectMsg("role starts");
        _roles.ExpectNoMsg(TimeSpan.FromHours(1));
    }

    [SimulationFact]
    public void Start_ThatThrows_IsFatal()
    {
        IActorRef guardian = Start(ScriptedRole.Of("role", RoleWave.Service, _roles.Ref, () => throw _broken));
        guardian.Tell(new StartRoles(RoleWave.Service));
        _coordinator.ExpectMsg(new RoleStopped("/user/node/role", RoleWave.Service, _broken, IsFatal: true));
    }

    [SimulationFact]
    public void Restart_ThatThrows_IsTriedAgain()
    {
        int lives = 0;
        IActorRef guardian = Start(ScriptedRole.Of("role", RoleWave.Service, _roles.Ref, () =>
        {
            if (++lives == 2)
            {
                throw _broken;
            }
        }));
        guardian.Tell(new StartRoles(RoleWave.Service));
        _roles.ExpectMsg("role starts");
        Sys.ActorSelection("/user/node/role").Tell(new InvalidOperationException("first"));
        _roles.ExpectMsg("role starts", TimeSpan.FromSeconds(10));
        Assert.Equal(3 * Second, Simulation.Elapsed);
        Assert.Equal(
            ["after 1 s: first", "after 2 s: broken"],
            _events.TakeAll<RunEvent>().Select(happened => happened.Detail));
        _coordinator.ExpectNoMsg(TimeSpan.FromHours(1));
    }

    [SimulationFact]
    public void Stop_OfARoleByItself_IsToldWithoutAFailure()
    {
        StartOne(RoleWave.Worker).Tell(PoisonPill.Instance);
        RoleStopped stopped = _coordinator.ExpectMsg<RoleStopped>();
        Assert.Equal(("it stopped itself.", false), (stopped.Cause.Message, stopped.IsFatal));
    }

    [SimulationFact]
    public void Node_RestartedAfterTheLaunch_StartsAllRolesWaveByWave()
    {
        Start(Role("worker", RoleWave.Worker), Role("server", RoleWave.Service), Role("learner", RoleWave.Learner));
        RunFor(Second);
        _peers.IsLaunched = true;
        Assert.Empty(_roles.TakeAll());
        Crash("node");
        Restart("node");
        RunFor(Second);
        Assert.Equal(["server starts", "learner starts", "worker starts"], _roles.TakeAll<string>());
    }

    [SimulationFact]
    public void Node_RestartedBeforeTheLaunch_WaitsForItsWaves()
    {
        Start(Role("server", RoleWave.Service));
        Crash("node");
        Restart("node");
        _roles.ExpectNoMsg(TimeSpan.FromHours(1));
        Sys.ActorSelection("/user/node").Tell(new StartRoles(RoleWave.Service), ActorRefs.NoSender);
        _roles.ExpectMsg("server starts");
    }

    [SimulationFact]
    public void Node_CrashedInThePauseBeforeARestart_HasOneFreshInstance()
    {
        IActorRef role = StartOne(RoleWave.Service);
        _peers.IsLaunched = true;
        role.Tell(_broken);
        RunFor(Second / 2);
        _roles.TakeAll();
        Crash("node");
        Restart("node");
        _roles.ExpectMsg("role starts");
        _roles.ExpectNoMsg(TimeSpan.FromHours(1));
    }

    private RoleProgram Role(string name, RoleWave wave) => ScriptedRole.Of(name, wave, _roles.Ref);

    private IActorRef Start(params RoleProgram[] roles) =>
        AddNode("node", new NodeProgram("node", roles, _peers).Guardian);

    private IActorRef StartOne(RoleWave wave)
    {
        Start(Role("role", wave)).Tell(new StartRoles(wave));
        RunFor(TimeSpan.Zero);
        return Simulation.FindActor("/user/node/role")!;
    }
}
