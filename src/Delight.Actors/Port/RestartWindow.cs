using System.Globalization;

namespace Delight.Actors.Port;

/// <summary>Counts the restarts of one actor within its window: how long the next one waits, and when there is none
/// any more.</summary>
/// <param name="supervision">Of the actor.</param>
internal sealed class RestartWindow(SupervisionOptions supervision)
{
    private readonly Queue<TimeSpan> _restarts = new();

    /// <summary>Counts one restart more.</summary>
    /// <param name="now">Time since the start of the system.</param>
    /// <param name="pause">What it waits before.</param>
    /// <returns>False where the window has no restart left.</returns>
    public bool TryRestart(TimeSpan now, out TimeSpan pause)
    {
        while (_restarts.TryPeek(out TimeSpan oldest) && now - oldest > supervision.Window)
        {
            _restarts.Dequeue();
        }

        pause = TimeSpan.Zero;
        if (_restarts.Count >= supervision.RestartsMax)
        {
            return false;
        }

        _restarts.Enqueue(now);
        pause = supervision.Backoff(_restarts.Count);
        return true;
    }

    /// <summary>Says for the record why the actor is not restarted.</summary>
    public string Refusal(Exception failure) => string.Create(
        CultureInfo.InvariantCulture,
        $"failed again after {_restarts.Count} restarts within {supervision.Window}: {failure.Message}");
}
