using Akka.Actor;
using Delight.Samples.PaymentService.Banking;
using Delight.Simulation.Observing;

namespace Delight.Samples.PaymentService.Tests;

/// <summary>Writes each charge that reaches the bank, and each crash and restart of a node.</summary>
internal sealed class ChargeTrace(Action<string> write) : ISimulationObserver
{
    public void Delivered(TimeSpan time, IActorRef receiver, object message, IActorRef sender)
    {
        if (message is Charge charge)
        {
            Write(time, $"bank gets {charge.Reference}, key {charge.Key}");
        }
    }

    public void Crashed(TimeSpan time, string node) => Write(time, $"{node} crashes");

    public void Restarted(TimeSpan time, string node) => Write(time, $"{node} is back");

    private void Write(TimeSpan time, string line) => write(FormattableString.Invariant($"{time:c} {line}"));
}
