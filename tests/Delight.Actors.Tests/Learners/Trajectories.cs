using Delight.Actors.Frictions;
using Delight.Actors.Messages;
using Delight.Actors.Rollouts;
using Delight.Learning.Parameters;

namespace Delight.Actors.Tests.Learners;

/// <summary>Trajectories of a bandit without context; the reward tells request and row: 100 · request + row.</summary>
internal static class Trajectories
{
    public static TrajectoriesReady Of(long request, int rows, long step, int action = 0) => new()
    {
        Request = new RequestId(0, request),
        Rows = rows,
        VersionAtStart = new PolicyVersion(0, step),
        VersionAtEnd = new PolicyVersion(0, step),
        StepMean = step,
        Contexts = ReadOnlyMemory<byte>.Empty,
        Chosen = Enumerable.Repeat(action, rows).ToArray(),
        BehaviourLogProbs = Enumerable.Repeat(-0.5, rows).ToArray(),
        Mask = Enumerable.Repeat((byte)1, rows).ToArray(),
        Rewards = Enumerable.Range(0, rows).Select(row => (100f * request) + row).ToArray(),
        GroupKeys = Enumerable.Range(0, rows).Select(row => (request << 20) + row).ToArray(),
        Frictions = new RowFriction[rows],
    };
}
