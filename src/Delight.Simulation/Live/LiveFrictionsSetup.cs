using Akka.Actor;
using Delight.Simulation.Asks;
using Delight.Simulation.Dispatch;

namespace Delight.Simulation.Live;

/// <summary>Frictions for an actor system that is created elsewhere, in two steps: first its settings, then the
/// system.</summary>
/// <remarks>Made by <see cref="LiveFrictions.Prepare"/>. One setup serves one system.</remarks>
public sealed class LiveFrictionsSetup
{
    private readonly LiveFrictions _frictions;
    private readonly IReadOnlyList<(string Path, string Value)> _overlay;
    private readonly long _key;
    private int _isAttached;

    internal LiveFrictionsSetup(LiveOptions options)
    {
        _frictions = new LiveFrictions(options);
        _key = PartRegistry.Add(_frictions);
        try
        {
            _overlay = LiveConfig.Overlay(options, _key);
        }
        catch
        {
            Forget();
            throw;
        }
    }

    /// <summary>The settings of the frictions, in HOCON. They come before all other configuration of the
    /// system.</summary>
    public string Hocon =>
        string.Join('\n', _overlay.Select(setting => $"{setting.Path} = \"{setting.Value}\"")) + "\n";

    /// <summary>The system is created; its frictions act from now on.</summary>
    /// <remarks>Call it once, before the first actor of a node starts. <see cref="LiveFrictions.DisposeAsync"/> does
    /// not stop this system. Call it before the system stops, since paused actors would keep the system from
    /// stopping.</remarks>
    /// <param name="system">Created with <see cref="Hocon"/> over its own configuration.</param>
    /// <exception cref="ArgumentException">The system was created without these settings, with another provider, or
    /// with a dispatcher that <see cref="LiveOptions.Hocon"/> does not have.</exception>
    /// <exception cref="InvalidOperationException">The setup has a system already.</exception>
    public LiveFrictions Attach(ActorSystem system)
    {
        foreach ((string path, string value) in _overlay)
        {
            string actual = system.Settings.Config.GetString(path, string.Empty);
            if (actual != value)
            {
                throw new ArgumentException(
                    $"{path} of system '{system.Name}' is '{actual}'; live frictions need '{value}'. Lay the setup's "
                    + "Hocon over all other configuration.", nameof(system));
            }
        }

        RequireProvider(system);
        if (LiveConfig.UnknownDispatcher(system.Settings.Config) is { } dispatcher)
        {
            throw new ArgumentException(
                $"dispatcher {dispatcher} of system '{system.Name}' is not in LiveOptions.Hocon, so frictions would "
                + "not act on its actors. Put the whole configuration of the application there.", nameof(system));
        }

        if (Interlocked.Exchange(ref _isAttached, 1) == 1)
        {
            throw new InvalidOperationException(
                $"this setup is attached to system '{_frictions.System.Name}' already. Call LiveFrictions.Prepare for "
                + "each system.");
        }

        _frictions.Attach(system);
        system.RegisterOnTermination(Forget);
        return _frictions;
    }

    /// <summary>No system finds the frictions any more.</summary>
    internal void Forget() => PartRegistry.Remove(_key);

    /// <summary>A setup of Akka.NET can choose a provider past the configuration.</summary>
    private void RequireProvider(ActorSystem system)
    {
        IActorRefProvider actual = ((ExtendedActorSystem)system).Provider;
        bool isLocalExpected = _overlay.Any(setting => setting.Path == LiveConfig.ProviderPath);
        if (isLocalExpected != actual is LocalProviderWithReplies)
        {
            throw new ArgumentException(
                $"the provider of system '{system.Name}' is a {actual.GetType().Name}, other than "
                + $"{LiveConfig.ProviderPath} in LiveOptions.Hocon says. Set it there to local, remote or cluster.",
                nameof(system));
        }
    }
}
