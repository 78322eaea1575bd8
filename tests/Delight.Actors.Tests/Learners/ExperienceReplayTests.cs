using Delight.Actors.Learners;
using Delight.Actors.Rollouts;
using Delight.Determinism;
using Delight.Learning.Parameters;

namespace Delight.Actors.Tests.Learners;

public sealed class ExperienceReplayTests
{
    private const int GroupsABatch = 20;

    [Fact]
    public void Draw_OneBatch_IsThatBatchAsItCame()
    {
        ExperienceReplay replay = new(1);
        _ = Update(replay, 0);
        Assert.Equal(Enumerable.Range(0, 2 * GroupsABatch).Select(row => (Batch: 1, Row: row)), Update(replay, 1));
    }

    [Fact]
    public void Draw_SeveralBatches_MixesTheRememberedOnesEvenly()
    {
        ExperienceReplay replay = new(4);
        int[] drawn = new int[5];
        for (int batch = 0; batch < 400; batch++)
        {
            foreach ((int age, int _) in Update(replay, batch).Select(row => (batch - row.Batch, row.Row)))
            {
                drawn[age] += batch < 4 ? 0 : 1;
            }
        }

        // 396 batches of 20 groups of two rows, a quarter of each age: 3,960 rows, give or take four deviations of 77.
        Assert.All(drawn[..4], rows => Assert.InRange(rows, 3650, 4270));
        Assert.Equal(0, drawn[4]);
    }

    [Fact]
    public void Draw_Groups_StayWholeAtTheirPlace()
    {
        ExperienceReplay replay = new(8);
        for (int batch = 0; batch < 20; batch++)
        {
            List<(int Batch, int Row)> rows = Update(replay, batch);
            Assert.Equal(Enumerable.Range(0, 2 * GroupsABatch), rows.Select(row => row.Row));
            Assert.All(rows.Chunk(2), group => Assert.Equal(group[0].Batch, group[1].Batch));
        }
    }

    [Fact]
    public void Draw_BatchesWithCutGroups_HaveAsManyRowsAsTheNewest()
    {
        ExperienceReplay replay = new(4);
        for (int batch = 0; batch < 200; batch++)
        {
            // Every other batch has two groups whose other rows got lost, and so one group more.
            replay.Add(Rows(batch, batch % 2 == 0 ? [0, 0, 1, 1, 2, 2] : [3, 4, 4, 5, 5, 6]));
            int rows = 0;
            replay.Draw(RandomStream.Derive(1, "replay", batch), drawn => rows += drawn.Rows.Rows);
            Assert.Equal(6, rows);
        }
    }

    /// <summary>A batch of groups of two rows in requests of three, so that requests cut groups.</summary>
    /// <returns>Which rows are trained on: their batch, and their place in it.</returns>
    private static List<(int Batch, int Row)> Update(ExperienceReplay replay, int batch)
    {
        const int rows = 2 * GroupsABatch;
        for (int start = 0; start < rows; start += 3)
        {
            int[] own = [.. Enumerable.Range(start, Math.Min(3, rows - start))];
            replay.Add(Rows(batch, [.. own.Select(row => (batch * 1000L) + (row / 2))], start));
        }

        List<(int, int)> drawn = [];
        replay.Draw(RandomStream.Derive(1, "replay", batch), part =>
        {
            foreach (float reward in part.Rows.Rewards)
            {
                drawn.Add(((int)reward / 1000, (int)reward % 1000));
            }
        });
        return drawn;
    }

    /// <summary>Rows whose rewards tell where they came from: 1,000 · batch + place.</summary>
    private static TrajectoryQueue.Waiting Rows(int batch, long[] groups, int start = 0)
    {
        TrajectoriesReady trajectories = Trajectories.Of(batch, groups.Length, step: batch) with
        {
            GroupKeys = groups,
            Rewards = Enumerable.Range(start, groups.Length).Select(row => (1000f * batch) + row).ToArray(),
        };
        return new TrajectoryQueue.Waiting(new TrajectoryRows(trajectories), 0, PolicyVersion.Initial);
    }
}
