using System.Runtime.InteropServices;
using Delight.Actors.Frictions;
using Delight.Actors.Rollouts;

namespace Delight.Actors.Wire;

/// <summary>Work and its results: between learner and workers.</summary>
internal static class RolloutFormats
{
    public static IEnumerable<WireFormat> All { get; } =
    [
        new WireFormat<RequestWork>(
            "request-work/1",
            static (writer, message) =>
            {
                writer.Add(message.Slots);
                writer.Add(message.RowsPerRequest);
                writer.Add(message.Life);
            },
            static (ref WireReader reader) => new RequestWork(
                reader.Count(min: 1), reader.Count(min: 1), reader.Int64())),
        new WireFormat<GenerateRollouts>(
            "generate-rollouts/1",
            static (writer, message) =>
            {
                writer.Add(message.Request);
                writer.Add(message.FirstRow);
                writer.Add(message.Rows);
                writer.Add(message.OldestVersion);
            },
            static (ref WireReader reader) => new GenerateRollouts(
                reader.Request(), reader.Int64(), reader.Count(min: 1), reader.Version())),
        new WireFormat<TrajectoriesReady>("trajectories-ready/1", Write, Read),
    ];

    private static void Write(WireWriter writer, TrajectoriesReady message)
    {
        writer.Add(message.Request);
        writer.Add(message.Rows);
        writer.Add(message.VersionAtStart);
        writer.Add(message.VersionAtEnd);
        writer.Add(message.StepMean);
        writer.Add(message.Contexts.Span);
        writer.Add(message.Chosen.Span);
        writer.Add(message.BehaviourLogProbs.Span);
        writer.Add(message.Mask.Span);
        writer.Add(message.Rewards.Span);
        writer.Add(message.GroupKeys.Span);
        writer.Add(MemoryMarshal.AsBytes(message.Frictions.Span));
    }

    private static TrajectoriesReady Read(ref WireReader reader)
    {
        TrajectoriesReady read = new()
        {
            Request = reader.Request(),
            Rows = reader.Count(min: 1),
            VersionAtStart = reader.Version(),
            VersionAtEnd = reader.Version(),
            StepMean = reader.Double(),
            Contexts = reader.Bytes(),
            Chosen = reader.Int32s(),
            BehaviourLogProbs = reader.Doubles(),
            Mask = reader.Bytes(),
            Rewards = reader.Floats(),
            GroupKeys = reader.Int64s(),
            Frictions = MemoryMarshal.Cast<byte, RowFriction>(reader.Bytes()).ToArray(),
        };
        RequireShapes(read);
        return read;
    }

    /// <summary>The learner indexes these arrays by rows and decisions: none may be shorter than the others
    /// say.</summary>
    private static void RequireShapes(TrajectoriesReady read)
    {
        int decisions = read.Chosen.Length;
        if (decisions % read.Rows != 0 || read.Contexts.Length % read.Rows != 0)
        {
            throw new WireFormatException(
                $"{decisions} actions and {read.Contexts.Length} bytes of contexts do not divide into "
                + $"{read.Rows} rows.");
        }

        (string Name, int Length, int Promised)[] arrays =
        [
            ("BehaviourLogProbs", read.BehaviourLogProbs.Length, decisions),
            ("Mask", read.Mask.Length, decisions),
            ("Rewards", read.Rewards.Length, read.Rows),
            ("GroupKeys", read.GroupKeys.Length, read.Rows),
            ("Frictions", read.Frictions.Length, read.Rows),
        ];
        foreach ((string name, int length, int promised) in arrays)
        {
            if (length != promised)
            {
                throw new WireFormatException($"{name} has {length} elements; the message promises {promised}.");
            }
        }
    }
}
