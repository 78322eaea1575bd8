using Delight.Actors.Cluster;
using Delight.Actors.Evaluation;
using Delight.Actors.Frictions;
using Delight.Actors.Learners;
using Delight.Actors.Messages;
using Delight.Actors.ParameterServers;
using Delight.Actors.Recording;
using Delight.Actors.Rewards;
using Delight.Actors.Rollouts;
using Delight.Actors.Snapshots;
using Delight.Learning.Parameters;

namespace Delight.Actors.Tests.Wire;

/// <summary>One message of each kind that crosses processes, small and with a different value in every field.</summary>
internal static class WireSamples
{
    private static readonly PolicyVersion Older = new(1, 20);
    private static readonly PolicyVersion Newer = new(1, 21);

    public static IReadOnlyList<IMessage> All { get; } =
    [
        new RequestWork(2, 10, 123456789),
        new GenerateRollouts(new RequestId(1, 7), 700, 10, Older),
        Trajectories(),
        new SubscribeToPolicy(Older),
        new PolicyReceived(Newer),
        new PublishPolicy(Snapshot()),
        new PolicyPublished(Snapshot(), WantsReceipt: true),
        new EvaluatePolicy(Snapshot()),
        new PolicyEvaluated(Newer, new EvaluationFigures(0.125, 0.0625, 0.75), 1000),
        new TrainingFinished(Snapshot()),
        new ScoreAnswers(new RequestId(1, 7), 700, Newer, new byte[] { 9, 8 }, new[] { 3, 4 }),
        new AnswersScored(new RequestId(1, 7), Newer, new[] { 1f, 0.5f }, new[] { false, true }),
        Trained(),
        new RowsDropped(5, "stale", 12, RowDifficulty.Partial),
        new LearnerRecovered(Newer, 40),
        new CheckpointSaved(Newer),
        new UpdatesMeasured(Measurement()),
        new FinalPolicyRecorded(),
        new RegisterNode(987654321, 4, "rollout"),
        new RegistrationChallenge(new byte[] { 1, 2, 3 }),
        new RegistrationProof(new byte[] { 4, 5, 6 }),
        new NodeRegistered(
            "{\"seed\": 1}", TimeSpan.FromTicks(11), "/l", "/p", "/r", new NodeWorkers(8, ["rollout", "slow"])),
        new NodeRefused("no room"),
        new ConfirmNode(987654321),
        new NodeConfirmed(IsIn: true),
        new NodeLeaves(987654321),
        new SnapshotChunk(3, Newer, 10, 4, new[] { 1.5f, -2f }),
        new SnapshotChunkReceived(3, 4),
    ];

    public static TrajectoriesReady Trajectories() => new()
    {
        Request = new RequestId(1, 7),
        Rows = 2,
        VersionAtStart = Older,
        VersionAtEnd = Newer,
        StepMean = 20.5,
        Contexts = new byte[] { 1, 2, 3, 4 },
        Chosen = new[] { 5, 6, 7, 8 },
        BehaviourLogProbs = new[] { -0.1, -0.2, -0.3, double.NegativeInfinity },
        Mask = new byte[] { 1, 1, 1, 0 },
        Rewards = new[] { 1f, -1f },
        GroupKeys = new[] { 350L, 351L },
        Frictions = new[] { RowFriction.None, RowFriction.BrokenWorker | RowFriction.RoundedWeights },
    };

    private static PolicySnapshot Snapshot() => new PolicySnapshot(Newer, [0.5f, -0.25f, float.Epsilon]);

    private static BatchTrained Trained()
    {
        FrictionCounts frictions = new();
        frictions.Add([RowFriction.WrongReward, RowFriction.WrongReward | RowFriction.LateReward]);
        ConsumedRows consumed = new();
        consumed.Set(6, [1, 2.5, 3, 4], [1, 2, 3]);
        return new BatchTrained(Newer, [(0, 4), (3, 2)], frictions) { Consumed = consumed };
    }

    public static UpdateMeasurement Measurement() => new()
    {
        Step = 21,
        Time = TimeSpan.FromSeconds(1.5),
        RewardMean = 0.1,
        Objective = 0.2,
        GradientNorm = 0.3,
        Entropy = 0.4,
        BehaviourDivergence = 0.5,
        EffectiveSampleShare = 0.6,
        ClampedRatios = 7,
        UninformativeRows = 8,
        Successes = new GateMeasurement(0.9, 1, 1.1),
        Failures = new GateMeasurement(1.2, 1.3, 1.4),
        StalenessMean = 1.5,
        StalenessMax = 16,
        CosineToPolicyGradient = 0.17,
        CosineToCrossEntropy = 0.18,
        BackwardShare = 0.19,
        DroppedShare = 0.2,
        DroppedRewardMean = 0.21,
        KeptRewardMean = 0.22,
        ByAge = [new AgeMeasurement(0, 23, 24, 0.25, 0.26), new AgeMeasurement(4, 27, 28, 0.29, 0.3)],
        ByPool = [Pool("broken", 31), Pool("rollout", 41)],
    };

    private static PoolMeasurement Pool(string name, int first) => new(name, first, first + 1)
    {
        StalenessMean = first + 0.2,
        StalenessMax = first + 3,
        RewardMean = first + 0.4,
        AdvantageMean = first + 0.5,
        SurprisalMean = first + 0.6,
        WeightMean = first + 0.7,
        ClippedShare = 0.8,
        GradientNorm = first + 0.9,
    };
}
