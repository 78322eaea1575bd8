using Akka.Actor;
using Delight.Simulation.Faults;
using Delight.Simulation.Network;

namespace Delight.Simulation.TestKit.Tests.Guide;

/// <summary>The application of docs/akka-simulation.md with its defect, and the test that finds it. The class hides
/// them from xunit.</summary>
internal static class FirstRelease
{
    #region office
    public sealed record Reserve(int Seat, string Buyer);

    public sealed record Reserved(int Seat, string Buyer);

    public sealed record Save(int Seat, string Buyer);

    public sealed class BoxOffice : ReceiveActor, IWithTimers
    {
        private readonly Dictionary<int, string> _sold;

        public BoxOffice(Dictionary<int, string> disk)
        {
            _sold = new(disk);
            Receive<Reserve>(ask =>
            {
                if (_sold.TryAdd(ask.Seat, ask.Buyer))
                {
                    Timers.StartSingleTimer(ask.Seat, new Save(ask.Seat, ask.Buyer), TimeSpan.FromSeconds(5));
                }

                Sender.Tell(new Reserved(ask.Seat, _sold[ask.Seat]));
            });
            Receive<Save>(save => disk[save.Seat] = save.Buyer);
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }
    #endregion

    #region buyer
    public sealed class Buyer : ReceiveActor, IWithTimers
    {
        public Buyer(string name, TimeSpan patience, List<Reserved> told)
        {
            Receive<string>(_ => Context.ActorSelection("/user/office").Tell(new Reserve(7, name)));
            Receive<Reserved>(answer =>
            {
                told.Add(answer);
                Timers.CancelAll();
            });
            Timers.StartPeriodicTimer("ask", "ask", patience, TimeSpan.FromSeconds(2));
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }
    #endregion

    #region test
    public sealed class BoxOfficeTests : SimulationTestKit
    {
        [SimulationTheory(Seeds = 1000)]
        public void Seat_OfferedToTwoBuyers_IsSoldOnce()
        {
            Dictionary<int, string> disk = [];
            List<Reserved> told = [];
            Network.DefaultQuality = new LinkQuality
            {
                Latency = Latency.Exponential(TimeSpan.FromMilliseconds(50)), LossShare = 0.1,
            };
            AddNode("office", Props.Create(() => new BoxOffice(disk)));
            AddNode("ada", Props.Create(() => new Buyer("ada", TimeSpan.FromSeconds(1), told)));
            AddNode("bob", Props.Create(() => new Buyer("bob", TimeSpan.FromSeconds(10), told)));
            Fault crash = new()
            {
                Kind = FaultKind.CrashNode, Targets = ["office"], At = TimeSpan.FromSeconds(2),
                Every = TimeSpan.FromSeconds(10), Lasts = TimeSpan.FromSeconds(1),
            };
            Fault cut = new()
            {
                Kind = FaultKind.Cut, Targets = ["ada", "bob"], At = TimeSpan.FromSeconds(2),
                Every = TimeSpan.FromSeconds(10), Lasts = TimeSpan.FromSeconds(2),
            };
            Play([crash, cut], horizon: TimeSpan.FromSeconds(20));

            RunFor(TimeSpan.FromMinutes(1));

            Assert.Equal(2, told.Count); // both were answered
            Assert.Equal(told[0].Buyer, told[1].Buyer); // and heard the same
        }
    }
    #endregion
}
