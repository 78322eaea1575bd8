using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Delight.Simulation.Exploration;
using Delight.Simulation.TestKit.Reporting;
using Delight.Simulation.TestKit.Systems;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Delight.Simulation.TestKit.Running;

/// <summary>Runs a test method once a seed, each time on a new instance of its class.</summary>
internal sealed class SeedRunner(
    Type testClass, MethodInfo method, object[] arguments, IReadOnlyList<BeforeAfterTestAttribute> attributes,
    CancellationToken cancellation)
{
    private readonly ConcurrentDictionary<ulong, SeedOutput> _failed = new();
    private SeedOutput? _firstHeld;
    private readonly ConditionalWeakTable<Exception, string> _stories = [];

    /// <summary>Runs it over the seeds.</summary>
    /// <exception cref="SimulationTestException">A seed fails.</exception>
    public void Run(ExplorationOptions options)
    {
        // Time is real on a live system, and the seed decides little: one seed is enough.
        ExplorationResult result = Explorer.Run(
            TestedSystems.AreLive ? options with { Seeds = 1, Shrinks = false } : options, Try);
        ITestOutputHelper? output = arguments.OfType<ITestOutputHelper>().FirstOrDefault();
        if (result.Violation is { } violation)
        {
            _failed.GetValueOrDefault(violation.Seed)?.CopyTo(output);
            throw new SimulationTestException(violation, TextOf(violation));
        }

        if (result.Seeds == 1)
        {
            _firstHeld?.CopyTo(output);
        }
    }

    /// <summary>One seed.</summary>
    private void Try(Trial trial)
    {
        cancellation.ThrowIfCancellationRequested();
        SeedOutput output = new();
        using TrialScope scope = new TrialScope(trial, ReplayOf(trial.Seed)).Enter();
        ExceptionAggregator failures = new();
        object? instance = null;
        failures.Run(() => instance = MakeInstance(output));
        if (instance is not null)
        {
            SynchronizationContext.SetSynchronizationContext(scope.First?.Thread);
            failures.Run(() => RunMethod(trial, instance, scope));
        }

        string story = failures.HasExceptions ? StoryOf(scope) : string.Empty;
        failures.Run(() => End(scope, instance));
        if (failures.ToException() is not { } failure)
        {
            _firstHeld ??= output;
            return;
        }

        _failed[trial.Seed] = output;
        _stories.AddOrUpdate(failure, story);
        ExceptionDispatchInfo.Throw(failure);
    }

    private void RunMethod(Trial trial, object instance, TrialScope scope)
    {
        if (instance is IAsyncLifetime lifetime)
        {
            Complete(scope, lifetime.InitializeAsync());
        }

        foreach (BeforeAfterTestAttribute attribute in attributes)
        {
            attribute.Before(method);
        }

        try
        {
            Invoke(trial, instance, scope);
        }
        finally
        {
            foreach (BeforeAfterTestAttribute attribute in attributes.Reverse())
            {
                attribute.After(method);
            }
        }
    }

    private object MakeInstance(SeedOutput output) => Activator.CreateInstance(
        testClass, BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions, null,
        [.. arguments.Select(argument => argument is ITestOutputHelper ? output : argument)],
        CultureInfo.InvariantCulture)!;

    private void Invoke(Trial trial, object instance, TrialScope scope)
    {
        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)))
        {
            throw new InvalidOperationException(
                $"{method.Name} is async and returns nothing, so nobody knows when it ends. Let it return a Task.");
        }

        object[] values = method.GetParameters().Length == 0 ? [] : [trial.Seed];
        object? returned = method.Invoke(
            method.IsStatic ? null : instance, BindingFlags.DoNotWrapExceptions, null, values,
            CultureInfo.InvariantCulture);
        Complete(scope, returned switch
        {
            Task task => task,
            ValueTask task => task.AsTask(),
            _ => Task.CompletedTask,
        });
    }

    /// <summary>Lets virtual time pass until a task is complete.</summary>
    private static void Complete(TrialScope scope, Task task)
    {
        if (scope.First is { } system)
        {
            if (!system.TryComplete(task, Timeout.InfiniteTimeSpan))
            {
                throw TaskLines.NotComplete();
            }
        }
        else if (!task.IsCompleted)
        {
            throw TaskLines.NotComplete();
        }

        task.GetAwaiter().GetResult();
    }

    private static void End(TrialScope scope, object? instance)
    {
        try
        {
            if (instance is IAsyncLifetime lifetime)
            {
                Complete(scope, lifetime.DisposeAsync());
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(null);
            if (instance is IAsyncDisposable disposable)
            {
                Complete(scope, disposable.DisposeAsync().AsTask());
            }

            (instance as IDisposable)?.Dispose();
        }
    }

    private string ReplayOf(ulong seed) => string.Create(
        CultureInfo.InvariantCulture,
        $"{ExplorationOptions.SeedVariable}={seed} dotnet test --filter FullyQualifiedName={testClass.FullName}.")
        + method.Name;

    /// <summary>What happened in the systems of a trial, and when it ended.</summary>
    private static string StoryOf(TrialScope scope) => string.Join(
        Environment.NewLine, scope.Systems.SelectMany(system => new[]
        {
            system.History.Text, string.Create(CultureInfo.InvariantCulture, $"At {system.Now:c} of {system.Clock}."),
        }).Where(part => part.Length > 0));

    private string TextOf(Violation violation)
    {
        Exception cause = violation.Cause;
        string what = cause switch
        {
            SimulationAssertionException failed => failed.Expectation,
            XunitException failed => failed.Message,
            _ => $"{cause.GetType().FullName}: {cause.Message}",
        };
        string needed = string.Create(
            CultureInfo.InvariantCulture, $"{violation.Faults.Count} of {violation.FaultsDrawn} faults are needed:");
        string faults = violation.FaultsDrawn == 0 ? string.Empty : string.Join(
            Environment.NewLine, violation.Faults.Select(fault => $"  {fault}").Prepend(needed));
        string[] parts =
        [
            string.Create(CultureInfo.InvariantCulture, $"seed {violation.Seed} fails: {what}"),
            _stories.TryGetValue(cause, out string? story) ? story : string.Empty, faults,
            $"Run it again: {ReplayOf(violation.Seed)}",
        ];
        return string.Join(Environment.NewLine, parts.Where(part => part.Length > 0));
    }
}
