using Delight.Simulation.Exploration;
using Delight.Simulation.TestKit.Systems;

namespace Delight.Simulation.TestKit.Running;

/// <summary>The trial that runs on this thread: where a kit finds its seed, and what is left to clean up.</summary>
/// <param name="trial">The trial.</param>
/// <param name="replay">What to type to run it again.</param>
internal sealed class TrialScope(Trial trial, string replay) : IDisposable
{
    [ThreadStatic]
    private static TrialScope? _current;

    private readonly TrialScope? _before = _current;
    private readonly List<ITestedSystem> _systems = [];

    public static TrialScope? Current => _current;

    public Trial Trial => trial;

    public string Replay => replay;

    /// <summary>The systems that the trial has made.</summary>
    public IReadOnlyList<ITestedSystem> Systems => _systems;

    /// <summary>The first of them, whose thread the test runs on; null where it has made none.</summary>
    public ITestedSystem? First => _systems.Count > 0 ? _systems[0] : null;

    /// <summary>Begins it on this thread.</summary>
    public TrialScope Enter()
    {
        _current = this;
        return this;
    }

    public void Add(ITestedSystem system) => _systems.Add(system);

    /// <summary>Ends it. A test whose constructor threw has not disposed its system.</summary>
    public void Dispose()
    {
        _current = _before;
        foreach (ITestedSystem system in _systems.AsEnumerable().Reverse())
        {
            system.Dispose();
        }
    }
}
