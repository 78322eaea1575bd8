using Akka.Actor;
using Akka.Actor.Setup;
using Akka.TestKit;
using Delight.Simulation.TestKit.Systems;
using Delight.Simulation.TestKit.Waiting;
using Xunit.Abstractions;

namespace Delight.Simulation.TestKit;

/// <summary>Akka's TestKit on a simulation: <c>ExpectMsg</c> and all other waits pass virtual time, and nodes, links
/// and crashes are at hand.</summary>
/// <remarks>
/// <para>Derive a test class from it and mark its methods with <see cref="SimulationFactAttribute"/> or
/// <see cref="SimulationTheoryAttribute"/>. The seed is that of the running trial. Without those attributes it is the
/// environment variable <c>DELIGHT_SIMULATION_SEED</c>, or 1.</para>
/// <para>One thread runs test and actors. It may wait with the members of the kit, and with
/// <c>Task.Delay(delay, Simulation.TimeProvider)</c>.</para>
/// <para>The test and its test actor have no node: their messages take no time, and no crash concerns them.
/// <see cref="CreateTestProbe(string, string)"/> gives a probe the links of a node.</para>
/// </remarks>
public abstract partial class SimulationTestKit : TestKitBase, IDisposable
{
    private ITestedSystem _system = null!;
    private Waits _waits = null!;
    private bool _isDisposed;

    /// <summary>Starts a simulation with all defaults.</summary>
    protected SimulationTestKit()
        : this(TestedSystems.Create(null, null), null)
    {
    }

    /// <summary>Starts a simulation that logs to the test's output.</summary>
    /// <param name="output">Where log events of the application go, with their virtual times.</param>
    protected SimulationTestKit(ITestOutputHelper output)
        : this(TestedSystems.Create(null, output), output)
    {
    }

    /// <summary>Starts a simulation.</summary>
    /// <param name="options">How it runs.</param>
    /// <param name="output">Where log events go, unless the options say otherwise; null: nowhere.</param>
    protected SimulationTestKit(SimulationOptions options, ITestOutputHelper? output = null)
        : this(TestedSystems.Create(options, output), output)
    {
    }

    /// <summary>Starts a simulation.</summary>
    /// <param name="hocon">Configuration of the application.</param>
    /// <param name="output">Where log events go; null: nowhere.</param>
    protected SimulationTestKit(string hocon, ITestOutputHelper? output = null)
        : this(TestedSystems.Create(new SimulationOptions { Hocon = hocon }, output), output)
    {
    }

    private SimulationTestKit(ITestedSystem system, ITestOutputHelper? output)
        : base(system.Assertions, system.Actors, TestActorName) => Output = output;

    /// <summary>What a test may use of the simulation beside the members of the kit.</summary>
    /// <exception cref="NotSupportedException">The test runs on a live system.</exception>
    public Simulation Simulation => _system.Simulation;

    /// <summary>The test's output; null where the constructor got none.</summary>
    protected ITestOutputHelper? Output { get; }

    /// <summary>What is tested.</summary>
    internal ITestedSystem Tested => _system;

    /// <summary>Base class and probes take names from one counter for the whole process; these are of the kit
    /// alone.</summary>
    private static string TestActorName => "testActor";

    /// <summary>Makes a probe. Without a node its messages take no time, and no crash concerns it.</summary>
    /// <param name="name">Its name; null: one that is the same in every run.</param>
    public override SimulationTestProbe CreateTestProbe(string? name = null) =>
        new(_system, new ProbePlace(name ?? _system.NameProbe(), null));

    /// <summary>Makes a probe that speaks from a node: its messages take the links of that node.</summary>
    /// <remarks>A crash of the node spares the probe. While the node is down, nothing reaches or leaves it.</remarks>
    /// <param name="name">Its name; null: one that is the same in every run.</param>
    /// <param name="node">The node. Where there is none of that name, an empty one is added.</param>
    public SimulationTestProbe CreateTestProbe(string? name, string node)
    {
        if (!_system.Frictions.Nodes.Contains(node, StringComparer.Ordinal))
        {
            AddNode(node, Props.Create<EmptyProgram>());
        }

        return new SimulationTestProbe(_system, new ProbePlace(name ?? _system.NameProbe(), node));
    }

    /// <summary>Makes one more test actor, whose messages come to the same queue.</summary>
    /// <param name="name">Its name.</param>
    public new IActorRef CreateTestActor(string name)
    {
        IActorRef? actor = null;
        _system.Start(name, null, () => actor = base.CreateTestActor(name));
        return actor!;
    }

    /// <summary>Ends the simulation, and leaves the thread as it was.</summary>
    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the simulation.</summary>
    /// <param name="isDisposing">True from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool isDisposing)
    {
        if (isDisposing && !_isDisposed)
        {
            _isDisposed = true;
            try
            {
                AfterAll();
            }
            finally
            {
                _system.Dispose();
            }
        }
    }

    /// <summary>Called before the simulation ends, as in Akka's kit.</summary>
    protected virtual void AfterAll()
    {
    }

    /// <summary>Starts the test actor. The base class calls this before any constructor of a derived class
    /// runs.</summary>
    protected sealed override void InitializeTest(
        ActorSystem system, ActorSystemSetup config, string actorSystemName, string testActorName)
    {
        _system = TestedSystemExtension.Of(system);
        try
        {
            _system.Start(
                testActorName, null, () => base.InitializeTest(system, config, actorSystemName, testActorName));
            _system.Guard(this);
            _system.ActFor(TestActor);
            _waits = new Waits(_system, NewQueue(), TestKitSettings, TestActor);
        }
        catch
        {
            _system.Dispose();
            throw;
        }
    }

    private TestQueue NewQueue() => new(
        () => HasMessages,
        () => base.TryReceiveOne(out MessageEnvelope envelope, TimeSpan.Zero) ? envelope : null,
        () => base.TryPeekOne(out MessageEnvelope envelope, TimeSpan.Zero, default) ? envelope : null);
}
