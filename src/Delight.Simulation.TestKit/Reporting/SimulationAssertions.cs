using System.Globalization;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Delight.Simulation.TestKit.Systems;
using Xunit.Sdk;

namespace Delight.Simulation.TestKit.Reporting;

/// <summary>The assertions of Akka's kit for xunit, whose failures tell what happened before.</summary>
/// <param name="system">What is tested.</param>
/// <param name="replay">What to type to run the same again.</param>
internal sealed class SimulationAssertions(ITestedSystem system, string replay) : ITestKitAssertions
{
    private readonly XunitAssertions _inner = new();

    /// <inheritdoc/>
    public void Fail(string format = "", params object[] args) => Guard(() => _inner.Fail(format, args));

    /// <inheritdoc/>
    public void AssertTrue(bool condition, string format = "", params object[] args) =>
        Guard(() => _inner.AssertTrue(condition, format, args));

    /// <inheritdoc/>
    public void AssertFalse(bool condition, string format = "", params object[] args) =>
        Guard(() => _inner.AssertFalse(condition, format, args));

    /// <inheritdoc/>
    public void AssertEqual<T>(T expected, T actual, string format = "", params object[] args) =>
        Guard(() => _inner.AssertEqual(expected, actual, format, args));

    /// <inheritdoc/>
    public void AssertEqual<T>(
        T expected, T actual, Func<T, T, bool> comparer, string format = "", params object[] args) =>
        Guard(() => _inner.AssertEqual(expected, actual, comparer, format, args));

    /// <inheritdoc/>
    public Exception AssertThrows(Action action) => Guard(() => _inner.AssertThrows(action));

    /// <inheritdoc/>
    public TException AssertThrows<TException>(Action action)
        where TException : Exception => Guard(() => _inner.AssertThrows<TException>(action));

    /// <inheritdoc/>
    public Task<Exception> AssertThrowsAsync(Func<Task> action) => AssertThrowsAsync<Exception>(action);

    /// <inheritdoc/>
    public Task<TException> AssertThrowsAsync<TException>(Func<Task> action)
        where TException : Exception => Task.FromResult(Guard(() => _inner.AssertThrows<TException>(() =>
    {
        if (!system.TryComplete(action(), Timeout.InfiniteTimeSpan))
        {
            throw TaskLines.NotComplete();
        }
    })));

    private void Guard(Action assert) => Guard(() =>
    {
        assert();
        return true;
    });

    private T Guard<T>(Func<T> assert)
    {
        try
        {
            return assert();
        }
        catch (XunitException failure) when (failure is not SimulationAssertionException)
        {
            string again = string.Create(
                CultureInfo.InvariantCulture,
                $"At {system.Now:c} of {system.Clock}, seed {system.Seed}. Run it again: {replay}");
            throw new SimulationAssertionException(failure.Message, system.History.Text, again);
        }
    }
}
