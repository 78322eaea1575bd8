using Delight.Actors.Port;
using Delight.Actors.Recording;

namespace Delight.Actors.Testing.Scenarios;

/// <summary>Keeps what happens to actors.</summary>
internal sealed class EventList : IRuntimeObserver
{
    private readonly List<RunEvent> _all = [];

    public IReadOnlyList<RunEvent> All => _all;

    public void Happened(RunEvent happened) => _all.Add(happened);
}
