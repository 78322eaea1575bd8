using Delight.Actors.Messages;
using Delight.Actors.ParameterServers;
using Delight.Actors.Rewards;
using Delight.Actors.Rollouts;
using Delight.Actors.Running;
using Delight.Actors.Snapshots;
using Delight.Learning.Parameters;
using Delight.Learning.Training;
using Delight.Simulation.TestKit;

namespace Delight.Actors.Tests.Rollouts;

/// <summary>Answers of three decisions that take a second each, on policies that come meanwhile.</summary>
public sealed class UpdatesInFlightTests : WorkerKit
{
    private static readonly TrainerParts Tokens = FrictionTraining.Parts(rowsMax: 8);

    private static readonly RolloutOptions Growing = Plain with
    {
        RequestTime = TimeSpan.FromSeconds(3), UpdatesInFlight = true,
    };

    [SimulationFact]
    public void PolicyPublished_InTheMidstOfAnAnswer_TakesOverFromTheNextDecision()
    {
        Start(Growing, Tokens);
        Publish(step: 4, seed: 1);
        Grant(request: 0);
        RunFor(TimeSpan.FromSeconds(1.5));
        Publish(step: 9, seed: 2); // during the second decision
        ScoreAnswers asked = Rewards.ExpectMsg<ScoreAnswers>(TimeSpan.FromSeconds(5));
        Assert.Equal(3, Simulation.Elapsed.TotalSeconds, 6);
        Assert.Equal(9, asked.Version.Step);

        Rewards.Send(Worker, new AnswersScored(asked.Request, asked.Version, new float[4], new bool[4]));
        Learner.ExpectMsg<RequestWork>();
        TrajectoriesReady ready = Learner.ExpectMsg<TrajectoriesReady>();
        Assert.Equal((4L, 9L), (ready.VersionAtStart.Step, ready.VersionAtEnd.Step));
        Assert.Equal((4 + 4 + 9) / 3.0, ready.StepMean, 12);
    }

    [SimulationFact]
    public void PolicyPublished_NoneMeanwhile_AnswersAsWithoutUpdates()
    {
        Start(Growing, Tokens);
        Publish(step: 4, seed: 1);
        Grant(request: 0);
        Grant(request: 1);
        using PolicyTrainer initial = new(Tokens with { Seed = 1 });
        using RolloutSampler sampler = new(Tokens.Task, Tokens.Policy, Plain, samplesPerContext: 2);
        for (int request = 0; request < 2; request++)
        {
            ScoreAnswers grown = Rewards.ExpectMsg<ScoreAnswers>(TimeSpan.FromSeconds(10));
            GenerateRollouts asked = new(new RequestId(0, request), 4 * request, 4, PolicyVersion.Initial);
            Rollout whole = sampler.Sample(asked, initial.Parameters, RunStreams.Of(1));
            Assert.Equal(whole.Chosen, grown.Chosen.ToArray());
            Assert.Equal(asked.Request, grown.Request);
            Assert.Equal(3.0 * (request + 1), Simulation.Elapsed.TotalSeconds, 6);
        }
    }

    [SimulationFact]
    public void PolicyPublished_OfALaterTerm_ForgetsTheAnswerThatGrows()
    {
        Start(Growing, Tokens);
        Publish(step: 4, seed: 1);
        Grant(request: 0);
        RunFor(TimeSpan.FromSeconds(1.5));
        Publish(step: 2, seed: 1, term: 1);
        Rewards.ExpectNoMsg(TimeSpan.FromSeconds(10));
        Unhandled.ExpectNoMsg(TimeSpan.Zero);
    }

    private void Publish(long step, ulong seed, int term = 0)
    {
        using PolicyTrainer trainer = new(Tokens with { Seed = seed });
        PolicySnapshot snapshot = new(new PolicyVersion(term, step), trainer.Parameters.ToArray());
        Server.Send(Worker, new PolicyPublished(snapshot));
        RunFor(TimeSpan.Zero);
    }
}
