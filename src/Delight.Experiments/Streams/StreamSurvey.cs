using System.Globalization;
using Delight.Experiments.Text;
using Delight.Learning.Parameters;

namespace Delight.Experiments.Streams;

/// <summary>What is in a stream as a whole: which updates count, what was dropped, whether its end is there.</summary>
/// <remarks>
/// A learner that crashed went on from a checkpoint. The updates after that one were undone: they are part of no policy
/// that came later, so a replay leaves them out. An update counts exactly where no later life of the learner began at
/// an earlier step. Memory grows with the number of lives alone.
/// </remarks>
public sealed class StreamSurvey
{
    private readonly List<(PolicyVersion Began, long Last)> _lives = [];
    private readonly SortedDictionary<string, long> _dropped = new(StringComparer.Ordinal);

    private StreamSurvey()
    {
    }

    /// <summary>Updates that count.</summary>
    public long Updates { get; private set; }

    /// <summary>Updates that were undone by crashes of the learner.</summary>
    public long UpdatesUndone { get; private set; }

    /// <summary>Crashes of the learner after which it went on.</summary>
    public int Recoveries => Math.Max(0, _lives.Count - 1);

    /// <summary>Arrivals of trajectories at the learner.</summary>
    public long Arrivals { get; private set; }

    /// <summary>Rows dropped, by reason.</summary>
    public IReadOnlyDictionary<string, long> Dropped => _dropped;

    /// <summary>True where the recording ended in order.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Bytes at the end that are not a whole record.</summary>
    public long BytesCut { get; private set; }

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="UserErrorException">It is no stream, damaged, or lacks updates.</exception>
    public static StreamSurvey Read(string path)
    {
        using TrajectoryStreamReader reader = TrajectoryStreamReader.Open(path);
        StreamSurvey survey = new();
        while (reader.TryRead())
        {
            try
            {
                survey.Add(reader);
            }
            catch (FormatException failure)
            {
                throw reader.Damaged(failure.Message);
            }
        }

        survey.BytesCut = reader.BytesCut;
        foreach ((PolicyVersion began, long last) in survey._lives)
        {
            long kept = Math.Max(0, Math.Min(last, survey.KeptUntil(began.Term)) - began.Step);
            survey.Updates += kept;
            survey.UpdatesUndone += last - began.Step - kept;
        }

        return survey;
    }

    /// <summary>True where an update is part of the policies that came after it.</summary>
    public bool IsKept(PolicyVersion version) => version.Step <= KeptUntil(version.Term);

    /// <summary>What the user should know of the stream, in one line; null where there is nothing to say.</summary>
    public string? Remark(string path)
    {
        List<string> remarks = [];
        if (!IsWhole)
        {
            remarks.Add(BytesCut > 0
                ? $"{path} is cut off within a record: its last {BytesCut} bytes are left out"
                : $"{path} has no end: what came after its last record is lost");
        }

        if (UpdatesUndone > 0)
        {
            remarks.Add(
                $"{NumberText.Counted(UpdatesUndone, "update")} that {NumberText.Counted(Recoveries, "restart")} of "
                + "the learner had undone left out");
        }

        return remarks.Count == 0 ? null : string.Join("; ", remarks) + ".";
    }

    private long KeptUntil(int term)
    {
        long step = long.MaxValue;
        foreach ((PolicyVersion began, _) in _lives)
        {
            step = began.Term > term ? Math.Min(step, began.Step) : step;
        }

        return step;
    }

    private void Add(TrajectoryStreamReader reader)
    {
        StreamBodyReader body = reader.Body;
        switch (reader.Kind)
        {
            case StreamRecordKind.Life:
                Begin(body.Version(), reader);
                break;
            case StreamRecordKind.Arrival:
                Arrivals++;
                break;
            case StreamRecordKind.Drop:
                StreamRows rows = StreamRows.Read(ref body);
                string reason = body.Text();
                _dropped[reason] = _dropped.GetValueOrDefault(reason) + rows.Rows;
                break;
            case StreamRecordKind.Update:
                Train(StreamUpdate.Read(ref body).Version, reader);
                break;
            case StreamRecordKind.End:
                IsWhole = true;
                break;
            default:
                throw new FormatException("it is a second header");
        }
    }

    private void Begin(PolicyVersion began, TrajectoryStreamReader reader)
    {
        long last = _lives.Count == 0 ? 0 : _lives[^1].Last;
        if (began.Step > last)
        {
            throw new UserErrorException(string.Create(
                CultureInfo.InvariantCulture,
                $"{reader.Path} lacks updates {last + 1} to {began.Step}: the run was resumed, and what came before is "
                + $"in another stream. A replay begins with the initial policy: record the run from its start."));
        }

        if (_lives.Count > 0 && began.Term <= _lives[^1].Began.Term)
        {
            throw new FormatException($"term {began.Term} begins after term {_lives[^1].Began.Term}");
        }

        _lives.Add((began, began.Step));
    }

    private void Train(PolicyVersion made, TrajectoryStreamReader reader)
    {
        if (_lives.Count == 0 || made != (_lives[^1].Began with { Step = _lives[^1].Last + 1 }))
        {
            throw reader.Damaged($"update {made} does not follow the one before it");
        }

        _lives[^1] = (_lives[^1].Began, made.Step);
    }
}
