using Delight.Actors.Simulation;
using Delight.Actors.Testing;
using Delight.Determinism;

namespace Delight.Actors.Tests.Simulation;

public sealed class EventQueueTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void TryTake_RandomAddsAndTakes_AgreesWithASortedList(ulong seed)
    {
        RandomStream random = RandomStream.Derive(seed, "event-queue");
        SimulatedActor target = TargetOfAnySystem();
        EventQueue queue = new();
        SortedSet<(long Ticks, long Sequence)> sorted = [];
        long now = 0, sequence = 0;
        for (int i = 0; i < 20_000; i++)
        {
            if (random.NextChance(0.55))
            {
                // Often due now, sometimes scheduled by an actor whose clock runs ahead, mostly a little later.
                long ticks = now + (random.NextChance(0.4) ? 0 : random.NextIndex(50));
                long clock = random.NextChance(0.2) ? ticks : now;
                queue.Add(new ScheduledEvent(ticks, sequence, EventKind.Wake, target), clock);
                sorted.Add((ticks, sequence++));
            }
            else if (sorted.Count == 0)
            {
                Assert.False(queue.TryTake(out ScheduledEvent _));
                Assert.False(queue.TryPeekTicks(out long _));
            }
            else
            {
                Assert.True(queue.TryPeekTicks(out long peeked));
                Assert.True(queue.TryTake(out ScheduledEvent next));
                Assert.Equal(sorted.Min, (next.Ticks, next.Sequence));
                Assert.Equal(next.Ticks, peeked);
                sorted.Remove(sorted.Min);
                now = next.Ticks;
            }

            Assert.Equal(sorted.Count, queue.Count);
        }
    }

    private static SimulatedActor TargetOfAnySystem()
    {
        using SimulatedHarness harness = new();
        return (SimulatedActor)harness.Spawn("target", ScriptedActor.Handling((_, _) => { }));
    }
}
