using System.Collections;
using Delight.Simulation.TestKit.Waiting;

namespace Delight.Simulation.TestKit;

/// <content>Takes messages until something holds.</content>
public abstract partial class SimulationTestKit
{
    /// <summary>Takes messages within the time until such a one comes.</summary>
    public new object FishForMessage(
        Predicate<object> isMessage, TimeSpan? max = null, string? hint = "",
        CancellationToken cancellationToken = default) =>
        _waits.Fish(isMessage, null, max, hint, cancellationToken);

    /// <summary>Takes messages within the time until such a one comes.</summary>
    public new ValueTask<object> FishForMessageAsync(
        Predicate<object> isMessage, TimeSpan? max = null, string? hint = "",
        CancellationToken cancellationToken = default) =>
        Completed.Value(() => FishForMessage(isMessage, max, hint, cancellationToken));

    /// <summary>Takes messages within the time until such a one comes.</summary>
    public new T FishForMessage<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string? hint = "",
        CancellationToken cancellationToken = default) =>
        _waits.Fish(isMessage, null, max, hint, cancellationToken);

    /// <summary>Takes messages within the time until such a one comes.</summary>
    public new ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string? hint = "",
        CancellationToken cancellationToken = default) =>
        Completed.Value(() => FishForMessage<T>(isMessage, max, hint, cancellationToken));

    /// <summary>Takes messages within the time until such a one comes, and lists the others.</summary>
    public new T FishForMessage<T>(
        Predicate<T> isMessage, ArrayList? allMessages, TimeSpan? max = null, string? hint = "",
        CancellationToken cancellationToken = default) =>
        _waits.Fish(isMessage, allMessages, max, hint, cancellationToken);

    /// <summary>Takes messages within the time until such a one comes, and lists the others.</summary>
    public new ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, ArrayList? allMessages, TimeSpan? max = null, string? hint = "",
        CancellationToken cancellationToken = default) =>
        Completed.Value(() => FishForMessage<T>(isMessage, allMessages, max, hint, cancellationToken));

    /// <summary>Takes messages during the time. None of them is a <typeparamref name="T"/>.</summary>
    public new Task FishUntilMessageAsync<T>(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        Completed.Task(() => _waits.FishUntil<T>(max, cancellationToken));

    /// <summary>Takes messages until none comes for the time.</summary>
    public new Task<ArrayList> WaitForRadioSilenceAsync(
        TimeSpan? max = null, uint? maxMessages = null, CancellationToken cancellationToken = default) =>
        Completed.Task(() => _waits.WaitForSilence(max, maxMessages, cancellationToken));
}
