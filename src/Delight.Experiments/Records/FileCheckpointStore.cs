using System.Globalization;
using System.Text.Json;
using Delight.Actors.Checkpoints;
using Delight.Actors.Recording;
using Delight.Experiments.Files;
using Delight.Experiments.Text;
using Delight.Learning.Parameters;

namespace Delight.Experiments.Records;

/// <summary>Checkpoints in the folder <c>checkpoints</c> of a run, which outlive the process.</summary>
/// <remarks>
/// <para>Files: <c>term</c>, the newest term; <c>TERM-STEP.checkpoint</c>, see <see cref="CheckpointFormat"/>;
/// <c>TERM-STEP.totals.json</c>, what the run added up to by then; <c>lock</c>, held while a process uses the folder.
/// Each is written beside its place, flushed to the disk and renamed; a checkpoint is read back before it gets its
/// name.</para>
/// <para>Kept are the newest two checkpoints that have their totals, and those newer than them, whose totals are under
/// way to the recorder.</para>
/// <para>Safe to call from several threads: the learner saves and loads, the recorder adds totals.</para>
/// </remarks>
public sealed class FileCheckpointStore : ICheckpointStore, IDisposable
{
    private const string TermFile = "term";
    private const string LockFile = "lock";
    private const string Extension = ".checkpoint";
    private const string TotalsExtension = ".totals.json";
    private const int Kept = 2;

    private readonly Lock _gate = new();
    private readonly CheckpointOrigin _origin;
    private readonly Action<string>? _passedOver;
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);
    private readonly FileStream _lock;

    private FileCheckpointStore(string folder, CheckpointOrigin origin, Action<string>? passedOver, FileStream held)
    {
        (Folder, _origin, _passedOver, _lock) = (folder, origin, passedOver, held);
        Term = ReadTerm();
    }

    /// <summary>Where the files are.</summary>
    public string Folder { get; }

    /// <inheritdoc/>
    public int? Term { get; private set; }

    /// <summary>True where a process works on the run of a folder now.</summary>
    internal static bool IsHeld(string runFolder) =>
        FolderClaim.IsLocked(Path.Combine(runFolder, RunFolder.CheckpointsFolder, LockFile));

    /// <summary>Opens the checkpoints of a run, or begins them.</summary>
    /// <param name="runFolder">Exists.</param>
    /// <param name="origin">What the checkpoints have to belong to.</param>
    /// <param name="passedOver">Hears in one sentence of each file that cannot be used; may be null.</param>
    /// <exception cref="UserErrorException">Another process uses the folder, or the file of the term is
    /// damaged.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static FileCheckpointStore Open(string runFolder, CheckpointOrigin origin, Action<string>? passedOver = null)
    {
        string folder = Create(runFolder);
        FileStream held;
        try
        {
            held = new FileStream(
                Path.Combine(folder, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(
                $"{runFolder} is used by another process or cannot be written ({failure.Message.TrimEnd('.')}); a run "
                + "has one process at a time. Wait for the other one, or end it.");
        }

        try
        {
            return new FileCheckpointStore(folder, origin, passedOver, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>True where a run has something to be resumed from, as far as names of files tell.</summary>
    public static bool HasCheckpoint(string runFolder)
    {
        string folder = Path.Combine(runFolder, RunFolder.CheckpointsFolder);
        return Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*" + TotalsExtension).Any();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The term is not above the newest one.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void BeginTerm(int term)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(term, Term ?? -1);
        ReplacedFile.Write(Path.Combine(Folder, TermFile), stream =>
        {
            using StreamWriter writer = new(stream, leaveOpen: true);
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"term {term}\n"));
        });
        Term = term;
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">It cannot be written, or reads back otherwise than it was written.</exception>
    public void Save(Checkpoint checkpoint)
    {
        PolicyVersion version = new(Term ?? 0, checkpoint.Trainer.Steps);
        byte[] bytes = CheckpointFormat.Write(version, checkpoint, _origin);
        Write(() => ReplacedFile.Write(
            PathOf(version, Extension),
            stream => stream.Write(bytes),
            temporary =>
            {
                if (!File.ReadAllBytes(temporary).AsSpan().SequenceEqual(bytes))
                {
                    throw new IOException($"{temporary} does not read back as it was written; look after the disk.");
                }
            }));
    }

    /// <summary>Puts totals beside a checkpoint: from then on a run can be resumed from it, and older ones
    /// go.</summary>
    /// <param name="version">Of the checkpoint.</param>
    /// <param name="totals">Up to it.</param>
    /// <exception cref="IOException">They cannot be written.</exception>
    public void SaveTotals(PolicyVersion version, CheckpointTotals totals)
    {
        Write(() =>
        {
            ReplacedFile.Write(
                PathOf(version, TotalsExtension),
                stream => JsonSerializer.Serialize(stream, totals, RecordJson.Document));
            PolicyVersion[] complete = [.. Versions().Where(known => File.Exists(PathOf(known, TotalsExtension)))];
            if (complete.Length > Kept)
            {
                Remove(known => known < complete[^Kept]);
            }
        });
    }

    /// <inheritdoc/>
    /// <exception cref="UserErrorException">There are checkpoints and none is whole, or the newest whole one belongs to
    /// something else.</exception>
    public Checkpoint? Load()
    {
        lock (_gate)
        {
            PolicyVersion[] versions = Versions();
            Checkpoint? newest = versions.Reverse().Select(Read).FirstOrDefault(found => found is not null);
            return newest is not null || versions.Length == 0 ? newest : throw NoneWhole(versions.Length);
        }
    }

    /// <summary>The newest checkpoint that is whole and has its totals; null where none was ever saved.</summary>
    /// <exception cref="UserErrorException">There are checkpoints and none of them can be used.</exception>
    public SavedCheckpoint? LoadComplete()
    {
        lock (_gate)
        {
            PolicyVersion[] versions = Versions();
            foreach (PolicyVersion version in versions.Reverse())
            {
                if (ReadTotals(version) is { } totals && Read(version) is { } checkpoint)
                {
                    return new SavedCheckpoint(version, checkpoint, totals);
                }
            }

            return versions.Length == 0 ? null : throw NoneWhole(versions.Length);
        }
    }

    /// <summary>Version of the newest checkpoint that has its totals, as far as names of files tell.</summary>
    internal PolicyVersion? NewestComplete
    {
        get
        {
            lock (_gate)
            {
                PolicyVersion[] complete =
                    [.. Versions().Where(version => File.Exists(PathOf(version, TotalsExtension)))];
                return complete.Length == 0 ? null : complete[^1];
            }
        }
    }

    /// <summary>Time that the run had taken at the newest checkpoint; zero where nothing tells it.</summary>
    internal TimeSpan WallTime
    {
        get
        {
            lock (_gate)
            {
                return NewestComplete is { } newest ? ReadTotals(newest)?.WallTime ?? default : default;
            }
        }
    }

    /// <summary>Says that a file holds another checkpoint; null where it holds this one, or nothing that can be
    /// read.</summary>
    internal string? Difference(PolicyVersion version, Checkpoint checkpoint)
    {
        lock (_gate)
        {
            string path = PathOf(version, Extension);
            return File.Exists(path) && Read(version) is { } saved
                && !CheckpointFormat.Write(version, saved, _origin).AsSpan().SequenceEqual(
                    CheckpointFormat.Write(version, checkpoint, _origin))
                ? $"{path}: the parameters or the learner's counters are not those that the run comes to now"
                : null;
        }
    }

    /// <summary>Removes what is newer than a checkpoint, so that the learner goes on from that one.</summary>
    /// <exception cref="IOException">They cannot be removed.</exception>
    public void RemoveAfter(PolicyVersion version) => Write(() => Remove(known => known > version));

    /// <summary>Lets other processes use the folder.</summary>
    public void Dispose() => _lock.Dispose();

    private void Write(Action write)
    {
        lock (_gate)
        {
            try
            {
                write();
            }
            catch (Exception failure) when (UnwritableFileException.IsKind(failure))
            {
                throw UnwritableFileException.Of(Folder, failure);
            }
        }
    }

    /// <summary>The folder of checkpoints; one whose run folder is gone is not made again.</summary>
    private static string Create(string runFolder)
    {
        string folder = Path.Combine(runFolder, RunFolder.CheckpointsFolder);
        try
        {
            return Directory.Exists(runFolder)
                ? Directory.CreateDirectory(folder).FullName
                : throw UnwritableFileException.Missing(folder);
        }
        catch (Exception failure) when (UnwritableFileException.IsKind(failure))
        {
            throw UnwritableFileException.Of(folder, failure);
        }
    }

    private static PolicyVersion? VersionOf(string path)
    {
        string[] parts = Path.GetFileName(path).Split('.', 2)[0].Split('-');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int term)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long step)
            ? new PolicyVersion(term, step)
            : null;
    }

    private string PathOf(PolicyVersion version, string extension) => Path.Combine(
        Folder, string.Create(CultureInfo.InvariantCulture, $"{version.Term}-{version.Step}{extension}"));

    private PolicyVersion[] Versions() =>
    [
        .. Directory.EnumerateFiles(Folder, "*" + Extension).Select(VersionOf)
            .Where(version => version is not null).Select(version => version!.Value).Order(),
    ];

    private void Remove(Predicate<PolicyVersion> isOver)
    {
        foreach (string path in Directory.GetFiles(Folder, "*-*.*"))
        {
            if (VersionOf(path) is { } version && isOver(version))
            {
                File.Delete(path);
            }
        }
    }

    private int? ReadTerm()
    {
        string path = Path.Combine(Folder, TermFile);
        if (!File.Exists(path))
        {
            return null;
        }

        string text = File.ReadAllText(path);
        return text.StartsWith("term ", StringComparison.Ordinal) && text.EndsWith('\n')
            && int.TryParse(text[5..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int term)
            ? term
            : throw new UserErrorException(
                $"{path} holds '{text.Trim()}'; it must hold the word term and a number. Write the largest number that "
                + "the names of the checkpoints beside it begin with.");
    }

    private Checkpoint? Read(PolicyVersion version)
    {
        string path = PathOf(version, Extension);
        try
        {
            (PolicyVersion found, Checkpoint checkpoint, CheckpointOrigin origin) =
                CheckpointFormat.Read(File.ReadAllBytes(path));
            if (_origin.Difference(origin) is { } difference)
            {
                throw new UserErrorException(
                    $"{path} does not belong to this run: {difference}. Resume the run that it was saved by, or put "
                    + "back the file that was here.");
            }

            return found == version ? checkpoint : throw new FormatException($"holds version {found}");
        }
        catch (Exception failure) when (failure is FormatException or IOException or UnauthorizedAccessException)
        {
            PassOver(path, failure.Message);
            return null;
        }
    }

    private CheckpointTotals? ReadTotals(PolicyVersion version)
    {
        string path = PathOf(version, TotalsExtension);
        try
        {
            if (!File.Exists(path))
            {
                throw new FormatException("is missing: the run ended before its recorder had heard of the checkpoint");
            }

            CheckpointTotals totals =
                JsonSerializer.Deserialize<CheckpointTotals>(File.ReadAllBytes(path), RecordJson.Document)
                ?? throw new FormatException("is null");
            _ = new RunTotals(totals.Totals); // checks names and counts
            return totals;
        }
        catch (Exception failure) when (failure is FormatException or JsonException or ArgumentException or IOException
            or UnauthorizedAccessException)
        {
            PassOver(path, failure.Message);
            return null;
        }
    }

    private void PassOver(string path, string reason)
    {
        if (_said.Add(path))
        {
            _passedOver?.Invoke($"{Path.GetFileName(path)} {reason.TrimEnd('.')}; an older one is taken.");
        }
    }

    private UserErrorException NoneWhole(int count) => new(
        $"{Folder} has {count} checkpoints and none can be used: the newest is cut off, damaged, or without its "
        + "totals, and so are the others. Start the run anew in another folder, without --resume.");
}
