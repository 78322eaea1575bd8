using Delight.Actors.Frictions;
using Delight.Actors.Network;
using Delight.Actors.ParameterServers;
using Delight.Actors.Port;
using Delight.Actors.Rewards;
using Delight.Actors.Rollouts;
using Delight.Actors.Snapshots;
using Delight.Actors.Tests;
using Delight.Learning.Parameters;
using Delight.Learning.Training;

namespace Delight.Actors.Akka.Tests.Scenarios;

/// <summary>A rollout worker whose policy comes late, and whose rewards come late. Policies cross a link of a
/// second.</summary>
public sealed class WorkerFrictionTests : FrictionTestKit
{
    private static readonly RolloutOptions Options = TestTraining.Pool(rowsPerRequest: 4) with
    {
        RequestsInFlight = 2, RewardTimeout = TimeSpan.FromSeconds(5), RewardDefault = -0.25f,
    };

    private readonly Standin _learner, _server, _rewards;
    private readonly ActorRef _worker;

    public WorkerFrictionTests()
        : base(Network())
    {
        (_learner, _server, _rewards) = (Stand("learner"), Stand("server", node: "server"), Stand("rewards"));
        TrainerParts parts = TestTraining.BanditParts(8);
        RolloutParts workerParts = new(
            parts.Policy.Layout, () => new RolloutSampler(parts.Task, parts.Policy, Options, samplesPerContext: 1));
        RolloutPeers peers = new(_learner.Address, _server.Address, _rewards.Address);
        _worker = Runtime.Spawn("worker", new ActorSpec
        {
            Create = () => new RolloutWorker(peers, Options, workerParts),
        });
        _learner.Expect<RequestWork>();
    }

    [Fact]
    public void StaleSnapshot_TheNewOneIsStillOnItsWay_RowsSayTheVersionThatTheyAreOf()
    {
        Publish(step: 3);
        Advance(seconds: 1);
        Grant(request: 0);
        Publish(step: 8); // the learner is at 8 now, and the worker does not know it
        Advance(seconds: 0.5);
        Grant(request: 1);
        Assert.Equal([3L, 3], [Scored(0), Scored(1)]);
        Advance(seconds: 0.5);
        Grant(request: 2);
        Assert.Equal(8, Scored(2));
    }

    [Fact]
    public void LateReward_AfterTheWorkersPatience_CountsAsTheDefaultAndIsThenIgnored()
    {
        Publish(step: 3);
        Advance(seconds: 1);
        Grant(request: 7);
        ScoreAnswers asked = _rewards.Expect<ScoreAnswers>();
        AwaitTurn(_worker); // it sets its timer after it has asked
        Advance(seconds: 4.9);
        _learner.ExpectNothing();
        Advance(seconds: 0.2);
        TrajectoriesReady ready = _learner.Expect<TrajectoriesReady>();
        Assert.Equal([-0.25f, -0.25f, -0.25f, -0.25f], ready.Rewards.ToArray());
        Assert.Equal(Enumerable.Repeat(RowFriction.LateReward, 4), ready.Frictions.ToArray());

        _rewards.Say(_worker, new AnswersScored(asked.Request, asked.Version, new float[4], new bool[4]));
        AwaitCondition(() => Runtime.Counters.Dropped["unhandled"] == 2); // with what was asked above
        _learner.ExpectNothing();
    }

    private static NetworkOptions Network() => new()
    {
        Links = [new LinkOptions("server", "root", TimeSpan.FromSeconds(1))],
    };

    private void Publish(long step)
    {
        PolicySnapshot snapshot = new PolicySnapshot(new PolicyVersion(0, step), [0, 0, 0]);
        _server.Say(_worker, new PolicyPublished(snapshot));
    }

    private void Grant(long request) => _learner.Say(
        _worker, new GenerateRollouts(new RequestId(0, request), 4 * request, Rows: 4, PolicyVersion.Initial));

    /// <summary>Scores what the worker asks for, and returns the step of the policy that it says.</summary>
    private long Scored(long request)
    {
        ScoreAnswers asked = _rewards.Expect<ScoreAnswers>();
        Assert.Equal(request, asked.Request.Index);
        _rewards.Say(_worker, new AnswersScored(asked.Request, asked.Version, new float[4], new bool[4]));
        TrajectoriesReady ready = _learner.Expect<TrajectoriesReady>();
        Assert.Equal(asked.Version, ready.VersionAtStart);
        return ready.VersionAtStart.Step;
    }
}
