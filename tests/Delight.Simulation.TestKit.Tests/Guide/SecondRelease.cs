using Akka.Actor;
using static Delight.Simulation.TestKit.Tests.Guide.FirstRelease;

namespace Delight.Simulation.TestKit.Tests.Guide;

/// <summary>The mended office of docs/akka-simulation.md.</summary>
internal static class SecondRelease
{
    #region mended
    public sealed class BoxOffice : ReceiveActor
    {
        public BoxOffice(Dictionary<int, string> disk) => Receive<Reserve>(ask =>
        {
            disk.TryAdd(ask.Seat, ask.Buyer); // before anybody hears of it
            Sender.Tell(new Reserved(ask.Seat, disk[ask.Seat]));
        });
    }
    #endregion
}
