using Delight.Actors.Cluster;

namespace Delight.Actors.Wire;

/// <summary>How nodes come in, and policies in pieces.</summary>
internal static class ClusterFormats
{
    public static IEnumerable<WireFormat> All { get; } =
    [
        new WireFormat<RegisterNode>(
            "register-node/3",
            static (writer, message) =>
            {
                writer.Add(message.Incarnation);
                writer.Add(message.Workers);
                writer.Add(message.Pool);
            },
            static (ref WireReader reader) => new RegisterNode(
                reader.Int64(), reader.Count(min: 1), reader.Text())),
        new WireFormat<RegistrationChallenge>(
            "registration-challenge/1",
            static (writer, message) => writer.Add(message.Nonce.Span),
            static (ref WireReader reader) => new RegistrationChallenge(reader.Bytes())),
        new WireFormat<RegistrationProof>(
            "registration-proof/1",
            static (writer, message) => writer.Add(message.Mac.Span),
            static (ref WireReader reader) => new RegistrationProof(reader.Bytes())),
        new WireFormat<NodeRegistered>(
            "node-registered/3",
            static (writer, message) =>
            {
                writer.Add(message.Scenario);
                writer.Add(message.Elapsed.Ticks);
                writer.Add(message.Learner);
                writer.Add(message.ParameterServer);
                writer.Add(message.RewardService);
                writer.Add(message.Workers.First);
                writer.Add(message.Workers.Pools.Count);
                foreach (string pool in message.Workers.Pools)
                {
                    writer.Add(pool);
                }
            },
            static (ref WireReader reader) => new NodeRegistered(
                reader.Text(), TimeSpan.FromTicks(reader.Int64()), reader.Text(), reader.Text(), reader.Text(),
                Workers(ref reader))),
        new WireFormat<NodeRefused>(
            "node-refused/1",
            static (writer, message) => writer.Add(message.Reason),
            static (ref WireReader reader) => new NodeRefused(reader.Text())),
        new WireFormat<ConfirmNode>(
            "confirm-node/1",
            static (writer, message) => writer.Add(message.Incarnation),
            static (ref WireReader reader) => new ConfirmNode(reader.Int64())),
        new WireFormat<NodeConfirmed>(
            "node-confirmed/1",
            static (writer, message) => writer.Add(message.IsIn),
            static (ref WireReader reader) => new NodeConfirmed(reader.Flag())),
        new WireFormat<NodeLeaves>(
            "node-leaves/1",
            static (writer, message) => writer.Add(message.Incarnation),
            static (ref WireReader reader) => new NodeLeaves(reader.Int64())),
        new WireFormat<SnapshotChunk>("snapshot-chunk/1", Write, Read),
        new WireFormat<SnapshotChunkReceived>(
            "snapshot-chunk-received/1",
            static (writer, message) =>
            {
                writer.Add(message.Transfer);
                writer.Add(message.Offset);
            },
            static (ref WireReader reader) => new SnapshotChunkReceived(
                reader.Int64(), reader.Count())),
    ];

    private static NodeWorkers Workers(ref WireReader reader)
    {
        long first = reader.Int64();
        int count = reader.Count(min: 1);
        List<string> pools = [];
        while (pools.Count < count)
        {
            pools.Add(reader.Text()); // ends with the payload, whatever the count says
        }

        return new NodeWorkers(first, pools);
    }

    private static void Write(WireWriter writer, SnapshotChunk message)
    {
        writer.Add(message.Transfer);
        writer.Add(message.Version);
        writer.Add(message.Length);
        writer.Add(message.Offset);
        writer.Add(message.Parameters.Span);
    }

    private static SnapshotChunk Read(ref WireReader reader)
    {
        SnapshotChunk read = new(
            reader.Int64(), reader.Version(), reader.Count(min: 1), reader.Count(), reader.Floats());
        return read.Length <= WireLimits.ParametersMax && (long)read.Offset + read.Parameters.Length <= read.Length
            ? read
            : throw new WireFormatException(
                $"parameters {read.Offset} to {(long)read.Offset + read.Parameters.Length} are no piece of "
                + $"{read.Length}; a policy has at most {WireLimits.ParametersMax}.");
    }
}
