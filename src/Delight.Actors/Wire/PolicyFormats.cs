using Delight.Actors.Evaluation;
using Delight.Actors.Learners;
using Delight.Actors.ParameterServers;
using Delight.Actors.Snapshots;

namespace Delight.Actors.Wire;

/// <summary>Policies whole, and who wants them. A policy is its version and its parameters, 4 bytes each.</summary>
/// <remarks>Between processes a policy goes in pieces (<see cref="ClusterFormats"/>), so that heartbeats get between
/// them; whole it must fit into one frame of remoting.</remarks>
internal static class PolicyFormats
{
    public static IEnumerable<WireFormat> All { get; } =
    [
        new WireFormat<SubscribeToPolicy>(
            "subscribe-to-policy/1",
            static (writer, message) =>
            {
                writer.Add(message.Known.HasValue);
                if (message.Known is { } known)
                {
                    writer.Add(known);
                }
            },
            static (ref WireReader reader) => new SubscribeToPolicy(
                reader.Flag() ? reader.Version() : null)),
        new WireFormat<PolicyReceived>(
            "policy-received/1",
            static (writer, message) => writer.Add(message.Version),
            static (ref WireReader reader) => new PolicyReceived(reader.Version())),
        new WireFormat<PublishPolicy>(
            "publish-policy/1",
            static (writer, message) => Write(writer, message.Snapshot),
            static (ref WireReader reader) => new PublishPolicy(Read(ref reader))),
        new WireFormat<PolicyPublished>(
            "policy-published/1",
            static (writer, message) =>
            {
                writer.Add(message.WantsReceipt);
                Write(writer, message.Snapshot);
            },
            static (ref WireReader reader) =>
            {
                bool wantsReceipt = reader.Flag();
                return new PolicyPublished(Read(ref reader), wantsReceipt);
            }),
        new WireFormat<EvaluatePolicy>(
            "evaluate-policy/1",
            static (writer, message) => Write(writer, message.Snapshot),
            static (ref WireReader reader) => new EvaluatePolicy(Read(ref reader))),
        new WireFormat<PolicyEvaluated>(
            "policy-evaluated/2",
            static (writer, message) =>
            {
                writer.Add(message.Version);
                writer.Add(message.Figures.Error);
                writer.Add(message.Figures.TokenError);
                writer.Add(message.Figures.RewardMean);
                writer.Add(message.Rows);
            },
            static (ref WireReader reader) => new PolicyEvaluated(
                reader.Version(), new EvaluationFigures(reader.Double(), reader.Double(), reader.Double()),
                reader.Count())),
        new WireFormat<TrainingFinished>(
            "training-finished/1",
            static (writer, message) => Write(writer, message.Snapshot),
            static (ref WireReader reader) => new TrainingFinished(Read(ref reader))),
    ];

    private static void Write(WireWriter writer, PolicySnapshot snapshot)
    {
        writer.Add(snapshot.Version);
        writer.Add(snapshot.Parameters);
    }

    private static PolicySnapshot Read(ref WireReader reader) =>
        new(reader.Version(), reader.Floats(WireLimits.ParametersMax));
}
