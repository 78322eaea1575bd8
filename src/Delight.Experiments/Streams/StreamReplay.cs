using Delight.Experiments.Records;
using Delight.Experiments.Text;

namespace Delight.Experiments.Streams;

/// <summary>Feeds a stream to several estimators, side by side in one pass.</summary>
public static class StreamReplay
{
    /// <summary>Runs until the stream ends, every estimator is done, or it is cancelled; every record is then
    /// complete.</summary>
    /// <param name="path">The stream.</param>
    /// <param name="survey">Of the same stream.</param>
    /// <param name="replays">The estimators; each batch is given to all before the next one is read.</param>
    /// <param name="jobs">Estimators that compute at the same time; the results do not depend on it.</param>
    /// <param name="cancellation">Interrupts between two batches.</param>
    /// <remarks>A stream that cannot be read to its end, although it was surveyed, fails them.</remarks>
    public static void Run(
        string path, StreamSurvey survey, IReadOnlyList<EstimatorReplay> replays, int jobs,
        CancellationToken cancellation)
    {
        using StreamPlayer player = new(path, survey);
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = jobs };
        while (!cancellation.IsCancellationRequested && replays.Any(replay => !replay.IsComplete)
            && MoveNext(player, replays))
        {
            if (replays.Count == 1 || jobs == 1)
            {
                foreach (EstimatorReplay replay in replays)
                {
                    replay.Train(player);
                }
            }
            else
            {
                Parallel.ForEach(replays, parallel, replay => replay.Train(player));
            }
        }

        foreach (EstimatorReplay replay in replays)
        {
            if (cancellation.IsCancellationRequested)
            {
                replay.Interrupt();
            }
            else
            {
                replay.Finish();
            }
        }
    }

    private static bool MoveNext(StreamPlayer player, IReadOnlyList<EstimatorReplay> replays)
    {
        try
        {
            return player.MoveNext();
        }
        catch (Exception failure) when (failure is UserErrorException or IOException)
        {
            foreach (EstimatorReplay replay in replays)
            {
                replay.Fail(failure.Message);
            }

            return false;
        }
    }

    /// <summary>The stream that a user names: the file itself, or the folder of the run that recorded it.</summary>
    /// <exception cref="UserErrorException">There is none.</exception>
    public static string Find(string given)
    {
        if (!Directory.Exists(given))
        {
            return File.Exists(given)
                ? given
                : throw new UserErrorException(
                    $"{given} does not exist. Give a {RunFolder.StreamFile} of simulate --record, or its folder.");
        }

        string file = Path.Combine(given, RunFolder.StreamFile);
        return File.Exists(file)
            ? file
            : throw new UserErrorException(
                $"{given} has no {RunFolder.StreamFile}: the run was not recorded. Run it again with --record.");
    }
}
