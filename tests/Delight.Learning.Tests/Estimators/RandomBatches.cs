using Delight.Determinism;
using Delight.Learning.Advantages;
using Delight.Learning.Inspection;

namespace Delight.Learning.Tests.Estimators;

/// <summary>Seeded batches of every form that the estimators promise to bear.</summary>
internal static class RandomBatches
{
    public static InspectedBatch Draw(ulong seed)
    {
        RandomStream random = RandomStream.Derive(seed, "batch");
        int rows = 1 + random.NextIndex(14);
        int decisions = random.NextChance(0.3) ? 1 : 1 + random.NextIndex(7);
        int actions = 2 + random.NextIndex(9);
        int cells = rows * decisions;

        // Up to a standard deviation of 20, rare actions have probabilities near 1e-30.
        double spread = new[] { 0.5, 2, 20 }[random.NextIndex(3)];
        double staleness = new[] { 0, 0.3, 3 }[random.NextIndex(3)];
        float[] logits = new float[cells * actions];
        for (int i = 0; i < logits.Length; i++)
        {
            logits[i] = (float)(spread * random.NextNormal());
        }

        int[] chosen = new int[cells], answers = new int[cells];
        double[] behaviour = new double[cells];
        for (int i = 0; i < cells; i++)
        {
            chosen[i] = random.NextIndex(actions);
            answers[i] = random.NextIndex(actions);
            ReadOnlySpan<float> z = logits.AsSpan(i * actions, actions);
            double max = z.ToArray().Max(), sum = 0;
            foreach (float value in z)
            {
                sum += Math.Exp(value - max);
            }

            double drawn = z[chosen[i]] - max - Math.Log(sum) + (staleness * random.NextNormal());

            // Rounded, so that the sign of l − u does not hang on the last bit of a logarithm.
            behaviour[i] = (float)Math.Clamp(drawn, -1000, 0);
        }

        ClaimCertainty(seed, behaviour, decisions);
        byte[] mask = Mask(ref random, rows, decisions);
        int[] groups = new int[rows];
        int groupCount = 1 + random.NextIndex(rows);
        int[] keys = [.. Enumerable.Range(0, rows)];
        foreach (int row in keys)
        {
            keys[row] = random.NextIndex(groupCount);
        }

        groupCount = new DenseGroups().Map(keys, groups);
        return new InspectedBatch
        {
            Rows = rows,
            Decisions = decisions,
            Actions = actions,
            Logits = logits,
            Chosen = chosen,
            BehaviourLogProbs = behaviour,
            Rewards = Rewards(ref random, rows),
            Groups = groups,
            GroupCount = groupCount,
            Mask = mask,
            Count = mask.Count(value => value != 0),
            Answers = answers,
            BaselineText = "group-mean",
            Baseline = new GroupMeanAdvantage(),
        };
    }

    /// <summary>Broken workers claim probability 1.</summary>
    private static void ClaimCertainty(ulong seed, double[] behaviour, int decisions)
    {
        RandomStream broken = RandomStream.Derive(seed, "broken");
        for (int first = 0; first < behaviour.Length; first += decisions)
        {
            if (broken.NextChance(0.1))
            {
                Array.Clear(behaviour, first, decisions);
            }
        }
    }

    /// <summary>The same rows, the last one first.</summary>
    public static InspectedBatch Reversed(InspectedBatch batch)
    {
        int[] groups = new int[batch.Rows];
        new DenseGroups().Map(Reversed(batch.Groups, 1), groups);
        return new InspectedBatch
        {
            Rows = batch.Rows,
            Decisions = batch.Decisions,
            Actions = batch.Actions,
            Logits = Reversed(batch.Logits, batch.Decisions * batch.Actions),
            Chosen = Reversed(batch.Chosen, batch.Decisions),
            BehaviourLogProbs = Reversed(batch.BehaviourLogProbs, batch.Decisions),
            Rewards = Reversed(batch.Rewards, 1),
            Groups = groups,
            GroupCount = batch.GroupCount,
            Mask = Reversed(batch.Mask, batch.Decisions),
            Count = batch.Count,
            Answers = Reversed(batch.Answers!, batch.Decisions),
            BaselineText = batch.BaselineText,
            Baseline = new GroupMeanAdvantage(),
        };
    }

    /// <summary>The same rows and one without decisions, in a group of its own.</summary>
    public static InspectedBatch WithEmptyRow(InspectedBatch batch) => new()
    {
        Rows = batch.Rows + 1,
        Decisions = batch.Decisions,
        Actions = batch.Actions,
        Logits = [.. batch.Logits, .. new float[batch.Decisions * batch.Actions]],
        Chosen = [.. batch.Chosen, .. new int[batch.Decisions]],
        BehaviourLogProbs = [.. batch.BehaviourLogProbs, .. new double[batch.Decisions]],
        Rewards = [.. batch.Rewards, 1],
        Groups = [.. batch.Groups, batch.GroupCount],
        GroupCount = batch.GroupCount + 1,
        Mask = [.. batch.Mask, .. new byte[batch.Decisions]],
        Count = batch.Count,
        Answers = [.. batch.Answers!, .. new int[batch.Decisions]],
        BaselineText = batch.BaselineText,
        Baseline = new GroupMeanAdvantage(),
    };

    /// <summary>Runs of equal length in the opposite order.</summary>
    public static T[] Reversed<T>(T[] values, int length) =>
        [.. values.Chunk(length).Reverse().SelectMany(chunk => chunk)];

    private static byte[] Mask(ref RandomStream random, int rows, int decisions)
    {
        byte[] mask = new byte[rows * decisions];
        bool hasHoles = random.NextChance(0.2);
        for (int row = 0; row < rows; row++)
        {
            int length = random.NextChance(0.5) ? decisions : random.NextIndex(decisions + 1);
            for (int t = 0; t < length; t++)
            {
                mask[(row * decisions) + t] = (byte)(hasHoles && random.NextChance(0.3) ? 0 : 1);
            }
        }

        mask[0] = 1; // at least one decision
        return mask;
    }

    private static float[] Rewards(ref RandomStream random, int rows)
    {
        double scale = new[] { 1, 1, 1e4, 1e-3 }[random.NextIndex(4)];
        bool isEqual = random.NextChance(0.15);
        bool isGraded = random.NextChance(0.5);
        float[] rewards = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            double reward = isGraded ? random.NextIndex(5) / 4.0 : random.NextNormal();
            rewards[row] = isEqual ? 0.1f : (float)(scale * reward);
        }

        return rewards;
    }
}
