using Delight.Actors.Frictions;
using Delight.Actors.Recording;

namespace Delight.Actors.Wire;

/// <summary>What the recorder is told.</summary>
internal static class RecordFormats
{
    public static IEnumerable<WireFormat> All { get; } =
    [
        new WireFormat<BatchTrained>("batch-trained/1", Write, ReadBatch),
        new WireFormat<RowsDropped>(
            "rows-dropped/1",
            static (writer, message) =>
            {
                writer.Add(message.Rows);
                writer.Add(message.Reason);
                writer.Add(message.Staleness);
                writer.Add((byte)(message.Difficulty is { } difficulty ? (int)difficulty + 1 : 0));
            },
            static (ref WireReader reader) => new RowsDropped(
                reader.Count(), reader.Text(), reader.OptionalInt64(), ReadDifficulty(ref reader))),
        new WireFormat<LearnerRecovered>(
            "learner-recovered/1",
            static (writer, message) =>
            {
                writer.Add(message.Version);
                writer.Add(message.RowsLost);
            },
            static (ref WireReader reader) => new LearnerRecovered(reader.Version(), reader.Int64())),
        new WireFormat<CheckpointSaved>(
            "checkpoint-saved/1",
            static (writer, message) => writer.Add(message.Version),
            static (ref WireReader reader) => new CheckpointSaved(reader.Version())),
        new WireFormat<UpdatesMeasured>("updates-measured/3", Write, ReadMeasured),
        new WireFormat<FinalPolicyRecorded>(
            "final-policy-recorded/1",
            static (_, _) => { },
            static (ref WireReader _) => new FinalPolicyRecorded()),
    ];

    private static void Write(WireWriter writer, BatchTrained message)
    {
        writer.Add(message.Version);
        writer.Add(message.Staleness.Select(entry => entry.Staleness).ToArray().AsSpan());
        writer.Add(message.Staleness.Select(entry => entry.Rows).ToArray().AsSpan());
        writer.Add(message.Frictions.Counts);
        ConsumedRows consumed = message.Consumed;
        writer.Add(consumed.Rows);
        writer.Add(consumed.AtEndSum);
        writer.Add(consumed.OverDecisionsSum);
        writer.Add(consumed.InFlightSum);
        writer.Add(consumed.InQueueSum);
        writer.Add(consumed.ByDifficulty);
    }

    private static BatchTrained ReadBatch(ref WireReader reader)
    {
        var version = reader.Version();
        long[] staleness = reader.Int64s();
        int[] rows = WireReader.Require("Rows", reader.Int32s(), staleness.Length);
        FrictionCounts frictions = new();
        frictions.Set(WireReader.Require("Frictions", reader.Int64s(), frictions.Counts.Length));
        ConsumedRows consumed = new();
        long consumedRows = reader.Int64();
        double[] sums = [reader.Double(), reader.Double(), reader.Double(), reader.Double()];
        consumed.Set(
            consumedRows, sums, WireReader.Require("ByDifficulty", reader.Int64s(), consumed.ByDifficulty.Length));
        return new BatchTrained(version, [.. staleness.Zip(rows)], frictions) { Consumed = consumed };
    }

    private static RowDifficulty? ReadDifficulty(ref WireReader reader)
    {
        byte code = reader.Byte();
        return code == 0 ? null
            : code <= (int)RowDifficulty.Solved + 1 ? (RowDifficulty)(code - 1)
            : throw new WireFormatException($"a difficulty is {code}; 0 to {(int)RowDifficulty.Solved + 1} are known.");
    }

    private static void Write(WireWriter writer, UpdatesMeasured message)
    {
        UpdateMeasurement measured = message.Measurement;
        writer.Add(measured.Step);
        writer.Add(measured.Time.Ticks);
        writer.Add(measured.RewardMean);
        writer.Add(measured.Objective);
        writer.Add(measured.GradientNorm);
        writer.Add(measured.Entropy);
        writer.Add(measured.BehaviourDivergence);
        writer.Add(measured.EffectiveSampleShare);
        writer.Add(measured.ClampedRatios);
        writer.Add(measured.UninformativeRows);
        Write(writer, measured.Successes);
        Write(writer, measured.Failures);
        writer.Add(measured.StalenessMean);
        writer.Add(measured.StalenessMax);
        writer.Add(measured.CosineToPolicyGradient);
        writer.Add(measured.CosineToCrossEntropy);
        writer.Add(measured.BackwardShare);
        writer.Add(measured.DroppedShare);
        writer.Add(measured.DroppedRewardMean);
        writer.Add(measured.KeptRewardMean);
        writer.Add(measured.ByAge.Count);
        foreach (AgeMeasurement age in measured.ByAge)
        {
            writer.Add(age.Youngest);
            writer.Add(age.Rows);
            writer.Add(age.Decisions);
            writer.Add(age.ClippedShare);
            writer.Add(age.GradientNorm);
        }

        writer.Add(measured.ByPool.Count);
        foreach (PoolMeasurement pool in measured.ByPool)
        {
            Write(writer, pool);
        }
    }

    private static void Write(WireWriter writer, PoolMeasurement pool)
    {
        writer.Add(pool.Pool);
        writer.Add(pool.Rows);
        writer.Add(pool.Decisions);
        writer.Add(pool.StalenessMean);
        writer.Add(pool.StalenessMax);
        writer.Add(pool.RewardMean);
        writer.Add(pool.AdvantageMean);
        writer.Add(pool.SurprisalMean);
        writer.Add(pool.WeightMean);
        writer.Add(pool.ClippedShare);
        writer.Add(pool.GradientNorm);
    }

    private static UpdatesMeasured ReadMeasured(ref WireReader reader) => new(
        new UpdateMeasurement
        {
            Step = reader.Int64(),
            Time = TimeSpan.FromTicks(reader.Int64()),
            RewardMean = reader.Double(),
            Objective = reader.Double(),
            GradientNorm = reader.Double(),
            Entropy = reader.Double(),
            BehaviourDivergence = reader.Double(),
            EffectiveSampleShare = reader.Double(),
            ClampedRatios = reader.Int64(),
            UninformativeRows = reader.Int64(),
            Successes = ReadGate(ref reader),
            Failures = ReadGate(ref reader),
            StalenessMean = reader.Double(),
            StalenessMax = reader.Int64(),
            CosineToPolicyGradient = reader.OptionalDouble(),
            CosineToCrossEntropy = reader.OptionalDouble(),
            BackwardShare = reader.OptionalDouble(),
            DroppedShare = reader.OptionalDouble(),
            DroppedRewardMean = reader.OptionalDouble(),
            KeptRewardMean = reader.OptionalDouble(),
            ByAge = ReadAges(ref reader),
            ByPool = ReadPools(ref reader),
        });

    /// <summary>Adds them one by one, so that a false count takes no memory before the payload ends.</summary>
    private static List<AgeMeasurement> ReadAges(ref WireReader reader)
    {
        List<AgeMeasurement> ages = [];
        for (int left = reader.Count(); left > 0; left--)
        {
            ages.Add(new AgeMeasurement(
                reader.Int64(), reader.Int64(), reader.Int64(), reader.Double(), reader.Double()));
        }

        return ages;
    }

    private static List<PoolMeasurement> ReadPools(ref WireReader reader)
    {
        List<PoolMeasurement> pools = [];
        for (int left = reader.Count(); left > 0; left--)
        {
            pools.Add(new PoolMeasurement(reader.Text(), reader.Int64(), reader.Int64())
            {
                StalenessMean = reader.Double(),
                StalenessMax = reader.Int64(),
                RewardMean = reader.Double(),
                AdvantageMean = reader.Double(),
                SurprisalMean = reader.Double(),
                WeightMean = reader.Double(),
                ClippedShare = reader.Double(),
                GradientNorm = reader.Double(),
            });
        }

        return pools;
    }

    private static void Write(WireWriter writer, GateMeasurement gate)
    {
        writer.Add(gate.Share);
        writer.Add(gate.WeightMean);
        writer.Add(gate.SurprisalMean);
    }

    private static GateMeasurement ReadGate(ref WireReader reader) =>
        new(reader.Double(), reader.Double(), reader.Double());
}
