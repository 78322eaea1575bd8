using Delight.Host.Streams;

namespace Delight.Actors.Tests.Cluster;

/// <summary>What the stream of a finished run says of the rows that it was trained on.</summary>
internal static class RecordedRows
{
    /// <summary>Requires that the updates that count are made of as many different rows as were promised.</summary>
    public static void AreTrainedOnce(string stream, long rows)
    {
        StreamSurvey survey = StreamSurvey.Read(stream);
        Assert.True(survey.IsWhole, $"{stream} has no end");
        using TrajectoryStreamReader reader = TrajectoryStreamReader.Open(stream);
        List<long> firstRows = [];
        HashSet<long> trained = [];
        long counted = 0;
        while (reader.TryRead())
        {
            StreamBodyReader body = reader.Body;
            if (reader.Kind == StreamRecordKind.Arrival)
            {
                firstRows.Add(StreamArrival.Read(ref body, reader.Header).FirstRow);
            }
            else if (reader.Kind == StreamRecordKind.Update
                && StreamUpdate.Read(ref body) is var update && survey.IsKept(update.Version))
            {
                foreach (StreamRows part in update.Rows)
                {
                    counted += part.Rows;
                    trained.UnionWith(Enumerable.Range(part.Start, part.Rows).Select(
                        row => firstRows[(int)part.Arrival] + row));
                }
            }
        }

        Assert.Equal((rows, rows), (counted, trained.Count));
        Assert.DoesNotContain(trained, row => row < 0);
    }
}
