using Delight.Actors.Recording;
using Delight.Actors.Testing.Training;

namespace Delight.Actors.Testing.Scenarios;

/// <summary>Keeps what happens to actors.</summary>
internal sealed class EventList : ITrainingObserver
{
    private readonly List<RunEvent> _all = [];

    public IReadOnlyList<RunEvent> All => _all;

    public void Happened(RunEvent happened) => _all.Add(happened);
}
