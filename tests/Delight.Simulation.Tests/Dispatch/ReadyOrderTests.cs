using Akka.Actor;

namespace Delight.Simulation.Tests.Dispatch;

public sealed class ReadyOrderTests
{
    [Fact]
    public void Shuffled_PlantedRaceOfTwoLocalActors_IsFoundWithinAHundredSeeds()
    {
        int found = Enumerable.Range(1, 100).FirstOrDefault(seed => HasRace((ulong)seed, ReadyOrder.Shuffled));

        Assert.InRange(found, 1, 100);
    }

    [Fact]
    public void FirstInFirstOut_PlantedRace_IsNeverFound() => Assert.DoesNotContain(
        Enumerable.Range(1, 100), seed => HasRace((ulong)seed, ReadyOrder.FirstInFirstOut));

    [Fact]
    public void Shuffled_MessagesOfAPair_KeepTheirOrder()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            List<int> got = [];
            using Simulation simulation = Simulation.Create(seed, new() { ReadyOrder = ReadyOrder.Shuffled });
            IActorRef sink = simulation.System.ActorOf(Scripted.Props((message, _) => got.Add((int)message)));
            IActorRef source = simulation.System.ActorOf(Scripted.Props((message, _) => sink.Tell(message)));
            for (int number = 0; number < 50; number++)
            {
                source.Tell(number);
            }

            simulation.RunUntilIdle();
            Assert.Equal(Enumerable.Range(0, 50), got);
        }
    }

    [Fact]
    public void Turn_HandlesOneMessage()
    {
        List<string> done = [];
        using Simulation simulation = Simulation.Create(1);
        IActorRef a = simulation.System.ActorOf(Scripted.Props((message, _) => done.Add($"a{message}")));
        IActorRef b = simulation.System.ActorOf(Scripted.Props((message, _) => done.Add($"b{message}")));
        simulation.RunUntilIdle();
        foreach (IActorRef actor in (IActorRef[])[a, b])
        {
            actor.Tell(1);
            actor.Tell(2);
        }

        simulation.RunUntilIdle();

        Assert.Equal(["a1", "b1", "a2", "b2"], done);
    }

    /// <summary>A teller writes to an account by way of a clerk, and reads it directly: the read may come
    /// first.</summary>
    private static bool HasRace(ulong seed, ReadyOrder order)
    {
        bool isWrong = false;
        using Simulation simulation = Simulation.Create(seed, new() { ReadyOrder = order });
        int balance = 0;
        IActorRef account = simulation.System.ActorOf(Scripted.Props((message, actor) =>
        {
            if (message is int amount)
            {
                balance += amount;
            }
            else
            {
                isWrong |= balance == 0;
            }
        }));
        IActorRef clerk = simulation.System.ActorOf(Scripted.Props((message, _) => account.Tell(message)));
        IActorRef reader = simulation.System.ActorOf(Scripted.Props((message, _) => account.Tell(message)));
        simulation.RunUntilIdle();
        clerk.Tell(5);
        reader.Tell("read");
        simulation.RunUntilIdle();
        return isWrong;
    }
}
