using Delight.Actors.Frictions;
using Delight.Actors.Messages;
using Delight.Actors.Rollouts;
using Delight.Learning.Parameters;

namespace Delight.Experiments.Streams;

/// <summary>Trajectories of one request as they reached the learner.</summary>
/// <param name="Trajectories">All rows.</param>
/// <param name="FirstRow">Number of the first row in the whole run; -1 where the learner did not take them.</param>
internal sealed record StreamArrival(TrajectoriesReady Trajectories, long FirstRow)
{
    private const long NotTaken = -1;

    /// <summary>True where the learner put them into its queue.</summary>
    public bool IsTaken => FirstRow >= 0;

    /// <summary>Writes trajectories into the body of a record.</summary>
    /// <param name="body">Cleared by the caller.</param>
    /// <param name="all">The trajectories.</param>
    /// <param name="firstRow">Null where the learner did not take them.</param>
    public static void Write(StreamBodyWriter body, TrajectoriesReady all, long? firstRow)
    {
        body.Write(all.Request.Term);
        body.Write(all.Request.Index);
        body.Write(firstRow ?? NotTaken);
        body.Write(all.Rows);
        body.Write(all.VersionAtStart);
        body.Write(all.VersionAtEnd);
        body.Write(all.StepMean);
        body.Write(all.Contexts.Span);
        body.Write(all.Chosen.Span);
        body.Write(all.BehaviourLogProbs.Span);
        body.Write(all.Mask.Span);
        body.Write(all.Rewards.Span);
        body.Write(all.GroupKeys.Span);
        foreach (RowFriction friction in all.Frictions.Span)
        {
            body.Write((byte)friction);
        }
    }

    /// <summary>Reads them from the body of a record.</summary>
    /// <exception cref="FormatException">The body holds something else.</exception>
    public static StreamArrival Read(ref StreamBodyReader body, StreamHeader header)
    {
        RequestId request = new(body.Int(), body.Long());
        long firstRow = body.Long();
        int rows = body.Count();
        long decisions = (long)rows * header.Decisions;
        PolicyVersion atStart = body.Version(), atEnd = body.Version();
        TrajectoriesReady all = new()
        {
            Request = request,
            Rows = rows,
            VersionAtStart = atStart,
            VersionAtEnd = atEnd,
            StepMean = body.Double(),
            Contexts = body.Bytes((long)rows * header.ContextBytes),
            Chosen = body.Ints(decisions),
            BehaviourLogProbs = body.Doubles(decisions),
            Mask = body.Bytes(decisions),
            Rewards = body.Floats(rows),
            GroupKeys = body.Longs(rows),
            Frictions = Array.ConvertAll(body.Bytes(rows), friction => (RowFriction)friction),
        };
        body.RequireEnd();
        return new StreamArrival(all, firstRow);
    }
}
