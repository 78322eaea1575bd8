using Delight.Actors.Frictions;
using Delight.Actors.Learners;
using Delight.Actors.Recording;
using Delight.Experiments.Text;
using Delight.Learning.Parameters;
using Delight.Learning.Policies;
using Delight.Learning.Training;

namespace Delight.Experiments.Streams;

/// <summary>Puts the batches of a stream together again, one update after the other, those that were undone left
/// out.</summary>
/// <remarks>Holds the rows that wait at the time, as the learner did, and one batch. Not thread-safe.</remarks>
internal sealed class StreamPlayer : IDisposable
{
    private readonly TrajectoryStreamReader _reader;
    private readonly StreamSurvey _survey;
    private readonly Dictionary<long, Waiting> _waiting = [];
    private long _arrivals;
    private PolicyVersion _now;
    private long _recovered;

    /// <summary>Opens a stream at its beginning.</summary>
    /// <param name="path">The file.</param>
    /// <param name="survey">Of the same file.</param>
    /// <exception cref="UserErrorException">It cannot be read.</exception>
    public StreamPlayer(string path, StreamSurvey survey)
    {
        _reader = TrajectoryStreamReader.Open(path);
        _survey = survey;
        StreamHeader header = _reader.Header;
        Batch = new TrainingBatch(
            header.BatchRows, new PolicyShape(0, header.Decisions, 0), header.ContextBytes);
    }

    /// <summary>The rows of the update at hand, as the learner had them, in its order.</summary>
    public TrainingBatch Batch { get; }

    /// <summary>Their staleness in learner steps, and how many have it.</summary>
    public List<(long Staleness, int Rows)> Staleness { get; } = [];

    /// <summary>What happened to them on their way.</summary>
    public FrictionCounts Frictions { get; private set; } = new();

    /// <summary>Arrivals of which rows wait for an update: no more than the learner itself had.</summary>
    public int ArrivalsWaiting => _waiting.Count;

    /// <summary>Goes on to the next update that counts; false where none is left.</summary>
    /// <exception cref="UserErrorException">The stream is damaged.</exception>
    public bool MoveNext()
    {
        while (_reader.TryRead())
        {
            try
            {
                if (Play())
                {
                    return true;
                }
            }
            catch (FormatException failure)
            {
                throw _reader.Damaged(failure.Message);
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private bool Play()
    {
        StreamBodyReader body = _reader.Body;
        switch (_reader.Kind)
        {
            case StreamRecordKind.Life:
                _waiting.Clear();
                _now = body.Version();
                _recovered = _now.Step;
                return false;
            case StreamRecordKind.Arrival:
                StreamArrival arrival = StreamArrival.Read(ref body, _reader.Header);
                if (arrival.IsTaken)
                {
                    _waiting.Add(_arrivals, new Waiting(arrival));
                }

                _arrivals++;
                return false;
            case StreamRecordKind.Drop:
                Settle(StreamRows.Read(ref body));
                return false;
            case StreamRecordKind.Update:
                return TryTake(StreamUpdate.Read(ref body));
            default:
                return false;
        }
    }

    private bool TryTake(StreamUpdate update)
    {
        bool isKept = _survey.IsKept(update.Version);
        if (isKept)
        {
            Batch.Clear();
            Staleness.Clear();
            Frictions = new FrictionCounts();
            Require(
                update.Rows.Sum(rows => (long)rows.Rows) == Batch.RowsMax,
                $"update {update.Version} has other than {Batch.RowsMax} rows");
        }

        foreach (StreamRows rows in update.Rows)
        {
            if (isKept)
            {
                Add(rows);
            }

            Settle(rows);
        }

        _now = update.Version;
        return isKept;
    }

    private void Add(StreamRows rows)
    {
        Require(
            _waiting.TryGetValue(rows.Arrival, out Waiting? waiting) && rows.Start >= 0
                && rows.Start <= waiting.Arrival.Trajectories.Rows - rows.Rows,
            $"no rows {rows.Start} to {rows.Start + rows.Rows - 1} of arrival {rows.Arrival} wait");
        TrajectoryRows taken = new(waiting!.Arrival.Trajectories, rows.Start, rows.Rows);
        taken.AddTo(Batch);
        Staleness.Add((RowAge.Between(taken.Trajectories.VersionAtStart, _now, _recovered), rows.Rows));
        Frictions.Add(taken.Trajectories.Frictions.Span.Slice(rows.Start, rows.Rows));
    }

    /// <summary>Rows of an arrival that the learner did not take wait for nothing.</summary>
    private void Settle(StreamRows rows)
    {
        if (_waiting.TryGetValue(rows.Arrival, out Waiting? waiting) && (waiting.RowsLeft -= rows.Rows) <= 0)
        {
            _waiting.Remove(rows.Arrival);
        }
    }

    private static void Require(bool isRight, string problem)
    {
        if (!isRight)
        {
            throw new FormatException(problem);
        }
    }

    private sealed class Waiting(StreamArrival arrival)
    {
        public StreamArrival Arrival { get; } = arrival;

        public int RowsLeft { get; set; } = arrival.Trajectories.Rows;
    }
}
