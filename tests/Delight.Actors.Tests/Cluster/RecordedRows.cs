using Delight.Experiments.Streams;

namespace Delight.Actors.Tests.Cluster;

/// <summary>What the stream of a finished run says of the rows that it was trained on.</summary>
internal static class RecordedRows
{
    /// <summary>Requires that the updates that count are made of different rows.</summary>
    /// <param name="stream">Of the run.</param>
    /// <param name="steps">That the run says it took.</param>
    /// <param name="isWhole">False for a run that was interrupted: its learner may have taken more steps than the run
    /// came to count.</param>
    public static void AreTrainedOnce(string stream, long steps, bool isWhole)
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

        long rows = steps * ClusterRun.BatchRows;
        Assert.Equal(counted, trained.Count);
        Assert.InRange(counted, rows, isWhole ? rows : long.MaxValue);
        Assert.Equal(0, counted % ClusterRun.BatchRows);
        Assert.DoesNotContain(trained, row => row < 0);
    }
}
