using Delight.Actors.Checkpoints;
using Delight.Actors.Recording;
using Delight.Experiments.Files;
using Delight.Learning.Parameters;

namespace Delight.Experiments.Runs;

/// <summary>Ends a run whose folder cannot be written any more. The first failure counts.</summary>
/// <remarks>Actors and listeners write from their own threads, where an exception would be a matter of supervision or
/// of Akka.NET. Here it interrupts the run, and what comes after it is not written. Thread-safe.</remarks>
/// <param name="folder">Of the run, for messages.</param>
/// <param name="cancellation">Interrupts too.</param>
internal sealed class StorageGuard(string folder, CancellationToken cancellation) : IDisposable
{
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    private volatile UnwritableFileException? _failure;

    /// <summary>Interrupts the run.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>Why it could not go on; null while all can be written.</summary>
    public UnwritableFileException? Failure => _failure;

    /// <summary>Ends the run.</summary>
    /// <param name="failure">See <see cref="UnwritableFileException.IsKind"/>.</param>
    public void Fail(Exception failure)
    {
        if (Interlocked.CompareExchange(ref _failure, UnwritableFileException.Of(folder, failure), null) is null)
        {
            End();
        }
    }

    /// <summary>Interrupts the run; for other reasons.</summary>
    public void End() => _ = _end.CancelAsync(); // not on this thread, which may be an actor's

    /// <summary>A sink that never throws for want of a disk.</summary>
    public IRunSink Guard(IRunSink sink) => new Sink(this, sink);

    /// <summary>A store that never throws for want of a disk where it saves.</summary>
    public ICheckpointStore Guard(ICheckpointStore store) => new Store(this, store);

    /// <summary>Writes; a failure ends the run, and after one nothing is written.</summary>
    public void Try(Action write)
    {
        if (_failure is not null)
        {
            return;
        }

        try
        {
            write();
        }
        catch (Exception failure) when (UnwritableFileException.IsKind(failure))
        {
            Fail(failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _end.Dispose();

    private sealed class Sink(StorageGuard guard, IRunSink next) : IRunSink
    {
        public void Write(UpdateMeasurement measurement) => guard.Try(() => next.Write(measurement));

        public void Write(EvaluationMeasurement measurement) => guard.Try(() => next.Write(measurement));

        public void Write(RunEvent happened) => guard.Try(() => next.Write(happened));

        public void Trained(BatchTrained trained) => guard.Try(() => next.Trained(trained));

        public void Dropped(RowsDropped dropped) => guard.Try(() => next.Dropped(dropped));

        public void Saved(PolicyVersion version, RunTotals totals) => guard.Try(() => next.Saved(version, totals));
    }

    private sealed class Store(StorageGuard guard, ICheckpointStore next) : ICheckpointStore
    {
        public int? Term => next.Term;

        public void BeginTerm(int term) => guard.Try(() => next.BeginTerm(term));

        public void Save(Checkpoint checkpoint) => guard.Try(() => next.Save(checkpoint));

        public Checkpoint? Load()
        {
            try
            {
                return next.Load();
            }
            catch (Exception failure) when (UnwritableFileException.IsKind(failure))
            {
                guard.Fail(failure);
                throw;
            }
        }
    }
}
