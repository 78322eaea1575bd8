using Akka.Configuration;
using Akka.Event;
using Akka.Remote;
using Delight.Simulation.Dispatch;

namespace Delight.Simulation.Cluster.Clocks;

/// <summary>Akka.NET's phi accrual failure detector with the simulation's clock.</summary>
internal sealed class VirtualPhiDetector : PhiAccrualFailureDetector
{
    /// <summary>Called by Akka.NET.</summary>
    public VirtualPhiDetector(Config config, EventStream events)
        : base(
            config.GetDouble("threshold"), config.GetInt("max-sample-size"),
            config.GetTimeSpan("min-std-deviation"), config.GetTimeSpan("acceptable-heartbeat-pause"),
            config.GetTimeSpan("heartbeat-interval"), ClockOf(config)) => _ = events;

    /// <summary>Virtual time in milliseconds.</summary>
    internal static Clock ClockOf(Config config)
    {
        SimulationLoop loop = PartRegistry.Find<SystemHome>(config).Loop;
        return () => loop.Now / TimeSpan.TicksPerMillisecond;
    }
}

/// <summary>Akka.NET's failure detector of connections with the simulation's clock.</summary>
internal sealed class VirtualDeadlineDetector : DeadlineFailureDetector
{
    /// <summary>Called by Akka.NET.</summary>
    public VirtualDeadlineDetector(Config config, EventStream events)
        : base(
            config.GetTimeSpan("acceptable-heartbeat-pause"), config.GetTimeSpan("heartbeat-interval"),
            VirtualPhiDetector.ClockOf(config)) => _ = events;
}
