using System.Collections.Concurrent;
using Delight.Actors.Faults;
using Delight.Actors.Live;
using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Recording;
using Delight.Determinism;

namespace Delight.Actors.Threads;

/// <summary>Runs actors live in one process: wall clock, thread pool, one mailbox for each actor.</summary>
/// <remarks>
/// <para>An actor takes a turn on the pool when it has messages, and no thread is ever blocked: neither by waiting, nor
/// by a delay, nor by a lock that is held while an actor works. Turns are taken in the order in which they became
/// due, so that nobody starves.</para>
/// <para>Draws are the same as in a simulated run of the same seed, the order of messages of different senders is
/// not.</para>
/// <para>Thread-safe.</para>
/// </remarks>
public sealed class ThreadedRuntime : IAsyncDisposable, ILiveSystem
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ThreadedActor> _top = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, LiveNode> _nodes = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Activity _activity = new();
    private readonly DelayQueue _delays;
    private readonly LiveNetwork _network;
    private readonly long _startedAt;
    private ActorFailedException? _failure;
    private bool _isStopping;

    /// <summary>An empty system; its time begins now.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public ThreadedRuntime(ThreadedOptions options)
    {
        options.Validate();
        Options = options;
        Activity = options.Observer?.Activity;
        _startedAt = options.Time.GetTimestamp();
        _delays = new DelayQueue(options.Time, () => Elapsed, _activity);
        _network = new LiveNetwork(
            options.Network, options.Seed, _delays, Counters, static (sender, receiver, message) =>
                ((ThreadedActor)receiver).Deliver(new Envelope(message, (ThreadedActor)sender)));
        Faults = new LiveFaults(this, _network);
    }

    /// <summary>What was counted so far.</summary>
    public RuntimeCounters Counters { get; } = new();

    /// <summary>What can be made to go wrong.</summary>
    /// <remarks>Thread-safe. An actor that is at a message finishes it: no thread can be stopped in its midst. So a
    /// pause or a crash begins after it, and what it sends after the crash of its node is lost. A slow actor rests
    /// after each message, for the time that it took times the factor less one.</remarks>
    public IFaultControl Faults { get; }

    /// <summary>Time since the start.</summary>
    public TimeSpan Elapsed => Options.StartsAt + Options.Time.GetElapsedTime(_startedAt);

    /// <summary>True while a top-level actor lives.</summary>
    public bool IsAlive
    {
        get
        {
            lock (_gate)
            {
                return _top.Count > 0;
            }
        }
    }

    /// <summary>Completes when the last top-level actor has stopped; faults with an <see cref="ActorFailedException"/>
    /// where a failure was escalated past the topmost actor.</summary>
    public Task Completion => _completion.Task;

    /// <summary>What the system was set up with.</summary>
    public ThreadedOptions Options { get; }

    /// <summary>Hears of messages and work; null: nobody.</summary>
    internal IActivityObserver? Activity { get; }

    /// <summary>As <see cref="NetworkOptions.DetectionTime"/>.</summary>
    internal TimeSpan DetectionTime => Options.Network.DetectionTime;

    /// <summary>The failure that ends the run; null while there is none.</summary>
    internal ActorFailedException? Failure => Volatile.Read(ref _failure);

    /// <summary>Starts a top-level actor; it begins on another thread.</summary>
    /// <param name="name">Unique among the top-level actors; letters, digits, '-', '_' and '.'.</param>
    /// <param name="spec">How to make it; where no node is named it lives on the node <c>root</c>.</param>
    /// <exception cref="ArgumentException">The name is taken or has other characters.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting of the mailbox or of supervision is out of its
    /// range.</exception>
    /// <exception cref="InvalidOperationException">The system is being stopped.</exception>
    public ActorRef Spawn(string name, ActorSpec spec)
    {
        lock (_gate)
        {
            if (_isStopping)
            {
                throw new InvalidOperationException($"'{name}' cannot start: the system is being stopped.");
            }

            ActorName.Require(name, _top.ContainsKey(name), "the system");
            ThreadedActor actor = Create(parent: null, name, spec);
            _top.Add(name, actor);
            actor.Post(new Signal(SignalKind.Start));
            return actor;
        }
    }

    /// <summary>Sends from outside of the system; the receiver sees itself as the sender.</summary>
    public void Send(ActorRef receiver, object message) => Send(sender: null, (ThreadedActor)receiver, message);

    /// <summary>Waits until nothing is left to happen, until every top-level actor has stopped, or until
    /// cancelled.</summary>
    /// <param name="cancellation">Stops every actor after the message that it is at; then the call ends.</param>
    /// <exception cref="ActorFailedException">A failure was escalated past the topmost actor; every actor has
    /// stopped.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; every actor has stopped.</exception>
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        CancellationTokenRegistration registration = cancellation.UnsafeRegister(
            static runtime => ((ThreadedRuntime)runtime!).StopAll(), this);
        await using (registration.ConfigureAwait(false))
        {
            await (await Task.WhenAny(Completion, WhenQuietAsync()).ConfigureAwait(false)).ConfigureAwait(false);
        }

        if (Failure is not null || cancellation.IsCancellationRequested)
        {
            StopAll();
            await Completion.ConfigureAwait(false);
        }

        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Stops every actor after the message that it is at, children first, and waits for it.</summary>
    public async ValueTask DisposeAsync()
    {
        StopAll();
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _delays.Dispose();
    }

    /// <summary>Completes when nothing is left to happen: no message on its way or waiting, no timer pending.</summary>
    internal Task WhenQuietAsync() => _activity.WhenQuietAsync();

    TimeSpan ILiveSystem.DetectionTime => DetectionTime;

    LiveNode ILiveSystem.Node(string name) => Node(name);

    IDisposable ILiveSystem.HappenAt(TimeSpan due, Action happen) => HappenAt(due, happen);

    internal LiveNode Node(string name) => _nodes.GetOrAdd(name, static name => new LiveNode(name));

    internal ThreadedActor Create(ThreadedActor? parent, string name, ActorSpec spec) =>
        new(this, parent, name, spec, spec.Node is { } node ? Node(node) : parent?.Home ?? Node("root"));

    internal void Send(ThreadedActor? sender, ThreadedActor receiver, object message)
    {
        (message as IRetained)?.Retain();
        Activity?.Sent(sender, receiver, message, Elapsed);
        if (sender?.Life.LossReason is { } reason)
        {
            CountDrop(sender, message, reason);
            (message as IRetained)?.Release();
        }
        else
        {
            Pass(sender, receiver, message);
        }
    }

    void ILiveSystem.SendOfSystem(ActorRef sender, ActorRef receiver, object message) =>
        SendOfSystem((ThreadedActor)sender, (ThreadedActor)receiver, message);

    internal void SendOfSystem(ThreadedActor sender, ThreadedActor receiver, object message)
    {
        (message as IRetained)?.Retain();
        Pass(sender, receiver, message);
    }

    /// <summary>Lets something happen later; disposing the result takes it back.</summary>
    internal IDisposable HappenAt(TimeSpan due, Action happen) => _delays.Add(new Delayed(due, happen));

    internal RandomStream Random(string name, long index) => RandomStream.Derive(Options.Seed, name, index);

    /// <summary>Queues the first turn of an actor that was idle.</summary>
    internal void Begin(ThreadedActor actor)
    {
        _activity.Begin();
        Queue(actor);
    }

    /// <summary>Queues a turn behind those of others: on the shared queue, so that two actors that keep each other busy
    /// cannot hold a thread for themselves.</summary>
    internal void Queue(ThreadedActor actor) => ThreadPool.UnsafeQueueUserWorkItem(actor, preferLocal: false);

    /// <summary>An actor has nothing more to do.</summary>
    internal void End() => _activity.End();

    internal void CountDrop(ThreadedActor actor, object message, string reason)
    {
        Counters.CountDrop(reason);
        Report(actor, "message-dropped", $"{(message as IMessage)?.WireName ?? message.GetType().Name}: {reason}");
    }

    internal void Report(ThreadedActor actor, string kind, string detail) =>
        Options.Observer?.Happened(new RunEvent(Elapsed, kind, actor.ToString(), detail));

    internal void Forget(ThreadedActor actor)
    {
        lock (_gate)
        {
            _top.Remove(ActorName.Of(actor));
            CompleteIfEmpty();
        }
    }

    /// <summary>Ends the run: every actor stops, then <see cref="Completion"/> faults.</summary>
    internal void Fail(ThreadedActor actor, Exception failure)
    {
        Interlocked.CompareExchange(ref _failure, new ActorFailedException(actor, failure), null);
        StopAll();
    }

    private void StopAll()
    {
        lock (_gate)
        {
            _isStopping = true;
            foreach (ThreadedActor actor in _top.Values)
            {
                actor.Post(new Signal(SignalKind.Stop));
            }

            CompleteIfEmpty();
        }
    }

    private void CompleteIfEmpty()
    {
        if (_top.Count > 0)
        {
            return;
        }

        if (Failure is { } failure)
        {
            _completion.TrySetException(failure);
        }
        else
        {
            _completion.TrySetResult();
        }
    }

    private void Pass(ThreadedActor? sender, ThreadedActor receiver, object message)
    {
        if (sender is null || sender.Home == receiver.Home)
        {
            receiver.Deliver(new Envelope(message, sender));
        }
        else
        {
            _network.Pass(sender, receiver, message, Elapsed);
        }
    }
}
