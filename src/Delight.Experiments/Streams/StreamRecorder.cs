using System.Globalization;
using Delight.Actors.Coordination;
using Delight.Actors.Learners;
using Delight.Actors.Messages;
using Delight.Actors.Recording;
using Delight.Actors.Rollouts;
using Delight.Actors.Testing.Training;
using Delight.Experiments.Runs;
using Delight.Experiments.Text;
using Delight.Learning.Parameters;

namespace Delight.Experiments.Streams;

/// <summary>Records what reached the learner and what became of it, in the learner's own order, as
/// <c>stream.bin</c>.</summary>
/// <remarks>
/// Changes nothing of the run: it sends nothing and takes no time of the run's clock. Where the disk fails, the run
/// goes on without it, and <see cref="Complete"/> says so. Owned by the learner while the run goes on.
/// </remarks>
internal sealed class StreamRecorder(string path, StreamHeader header) : IRunAttachment, ILearnerAudit
{
    private readonly TrajectoryStreamWriter _writer = new(path, header);
    private readonly Dictionary<RequestId, (long Arrival, int RowsLeft)> _waiting = [];
    private readonly List<StreamRows> _batch = [];
    private int _batchRows;
    private long _arrivals;
    private long _updates;
    private IOException? _failure;

    /// <inheritdoc/>
    public TrainingPlan Attach(TrainingPlan plan) => plan with
    {
        AdjustLearner = parts => plan.AdjustLearner(parts) with { Audit = this },
    };

    /// <inheritdoc/>
    public ITrainingObserver Observe(ITrainingObserver next) => next;

    /// <inheritdoc/>
    public void Started(PolicyVersion version)
    {
        _waiting.Clear();
        _batch.Clear();
        _batchRows = 0;
        Write(StreamRecordKind.Life, body => body.Write(version));
    }

    /// <inheritdoc/>
    public void Granted(GenerateRollouts request, AdmissionControl admission, long published)
    {
        // What was asked for shows in what came.
    }

    /// <inheritdoc/>
    public void Admitted(TrajectoriesReady trajectories, long firstRow)
    {
        _waiting.Add(trajectories.Request, (_arrivals, trajectories.Rows));
        Write(StreamRecordKind.Arrival, body => StreamArrival.Write(body, trajectories, firstRow));
        _arrivals++;
    }

    /// <inheritdoc/>
    public void Dropped(in TrajectoryRows rows, string reason)
    {
        StreamRows dropped;
        if (RowsDropped.IsOfTheQueue(reason))
        {
            dropped = Settle(rows);
        }
        else
        {
            TrajectoriesReady all = rows.Trajectories;
            dropped = new StreamRows(_arrivals++, rows.Start, rows.Rows);
            Write(StreamRecordKind.Arrival, body => StreamArrival.Write(body, all, firstRow: null));
        }

        Write(StreamRecordKind.Drop, body =>
        {
            dropped.Write(body);
            body.Write(reason);
        });
    }

    /// <inheritdoc/>
    public void Trained(PolicyVersion version, in TrajectoryRows rows)
    {
        _batch.Add(Settle(rows));
        _batchRows += rows.Rows;
        if (_batchRows == header.BatchRows)
        {
            Write(StreamRecordKind.Update, new StreamUpdate(version, _batch).Write);
            _batch.Clear();
            _batchRows = 0;
            _updates += _failure is null ? 1 : 0;
        }
    }

    /// <inheritdoc/>
    public void Published(PolicyVersion version)
    {
        // Which policies were used shows in the trajectories.
    }

    /// <inheritdoc/>
    public string Complete()
    {
        Write(StreamRecordKind.End, body =>
        {
            body.Write(_arrivals);
            body.Write(_updates);
        });
        long bytes = _writer.Bytes;
        Dispose();
        return _failure is null
            ? $"stream in {path}: {NumberText.Counted(_arrivals, "arrival")}, "
                + $"{NumberText.Counted(_updates, "update")}, "
                + string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB")
            : throw new IOException(
                $"{path} ends at update {_updates}, since it could not be written: {_failure.Message}", _failure);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _writer.Dispose();
        }
        catch (IOException failure)
        {
            _failure ??= failure; // the last buffer
        }
    }

    private StreamRows Settle(in TrajectoryRows rows)
    {
        RequestId request = rows.Trajectories.Request;
        (long arrival, int left) = _waiting[request];
        left -= rows.Rows;
        if (left == 0)
        {
            _waiting.Remove(request);
        }
        else
        {
            _waiting[request] = (arrival, left);
        }

        return new StreamRows(arrival, rows.Start, rows.Rows);
    }

    private void Write(StreamRecordKind kind, Action<StreamBodyWriter> write)
    {
        if (_failure is not null)
        {
            return;
        }

        try
        {
            write(_writer.Body);
            _writer.Write(kind);
        }
        catch (IOException failure)
        {
            _failure = failure;
        }
    }
}
