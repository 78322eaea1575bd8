using Akka.Actor;
using Akka.Event;
using Delight.Simulation.Dispatch;
using Delight.Simulation.Failures;
using Delight.Simulation.Nodes;

namespace Delight.Simulation.Observing;

/// <summary>Hears the dead letters and the log of a system.</summary>
/// <param name="home">Where the system belongs.</param>
internal sealed class ApplicationEvents(SystemHome home)
{
    private readonly SimulationLoop _loop = home.Loop;
    private readonly List<UndeliveredMessage> _deadLetters = [];

    /// <summary>Messages that were sent to nobody, in their order.</summary>
    public IReadOnlyList<UndeliveredMessage> DeadLetters => _deadLetters;

    /// <summary>True from the end of the simulation on; dead letters are not noted then.</summary>
    public bool IsOver { get; set; }

    private TimeSpan Elapsed => TimeSpan.FromTicks(_loop.Now);

    /// <summary>Listens from now on.</summary>
    public void Subscribe(ActorSystem system)
    {
        SimulationOptions options = _loop.Options;
        EventSink letters = new(system, published => Note((DeadLetter)published));
        system.EventStream.Subscribe(letters, typeof(DeadLetter));
        if (options.WriteLog is { } write)
        {
            // Some parts of Akka.NET publish their log events whatever the level is.
            LogLevel least = Logging.LogLevelFor(options.LogLevel);
            EventSink log = new(system, published =>
            {
                if (published is LogEvent line && line.LogLevel() >= least)
                {
                    write(Line(line));
                }
            });
            system.EventStream.Subscribe(log, typeof(LogEvent));
        }
    }

    private string Line(LogEvent log)
    {
        string node = home.Node is { } system ? $"{system.Name} " : string.Empty;
        return FormattableString.Invariant($"{Elapsed:c} {node}{log.LogLevel()} {log.LogSource}: {log.Message}");
    }

    private void Note(DeadLetter letter)
    {
        if (letter.Message is IDeadLetterSuppression || IsOver)
        {
            return;
        }

        if (home.Node is not null && TopLevel.NameIn(letter.Recipient.Path) is null)
        {
            return; // between the parts of Akka.NET itself, which lose many while a link is cut
        }

        if (home.Node is null && _loop.Nodes.Of(letter.Recipient.Path) is { IsDown: true })
        {
            // A selection finds nobody on a node that is down.
            _loop.Counters.Drop(DropReason.NodeDown);
            _loop.Options.Observer?.Lost(Elapsed, letter.Recipient, letter.Message, DropReason.NodeDown);
            return;
        }

        _loop.Counters.DeadLetters++;
        UndeliveredMessage undelivered = new(Elapsed, letter.Message, letter.Recipient, letter.Sender);
        _deadLetters.Add(undelivered);
        _loop.Options.Observer?.Undelivered(Elapsed, letter.Recipient, letter.Message, letter.Sender);
        if (_loop.Options.FailsOnDeadLetters)
        {
            _loop.Fail(FailureKind.DeadLetter, undelivered.ToString(), null);
        }
    }
}
