using Delight.Determinism;
using Delight.Simulation.Time;

namespace Delight.Simulation.Tests.Dispatch;

public sealed class EventQueueTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Take_RandomAddsAndTakes_AgreesWithASortedList(ulong seed)
    {
        RandomStream random = RandomStream.Derive(seed, "event-queue");
        EventQueue queue = new();
        SortedSet<(long Time, int Sequence)> sorted = [];
        long now = 0;
        for (int sequence = 0; sequence < 20_000; sequence++)
        {
            if (random.NextChance(0.55))
            {
                // Often due now, mostly a little later.
                long time = now + (random.NextChance(0.4) ? 0 : random.NextIndex(50));
                Add(queue, now, time, new QueuedEvent(EventKind.Action, (object)sequence), random.NextChance(0.5));
                sorted.Add((time, sequence));
            }
            else if (sorted.Count == 0)
            {
                Assert.False(queue.TryPeekTime(now, out long _));
            }
            else
            {
                Assert.True(queue.TryPeekTime(now, out long peeked));
                QueuedEvent next = queue.Take(ref now);
                Assert.Equal(sorted.Min, (now, (int)next.Target));
                Assert.Equal(now, peeked);
                sorted.Remove(sorted.Min);
            }

            Assert.Equal(sorted.Count, queue.Count);
        }
    }

    /// <summary>What is due now may stand in the ring or in the heap.</summary>
    private static void Add(EventQueue queue, long now, long time, in QueuedEvent happens, bool isInRing)
    {
        if (time == now && isInRing)
        {
            queue.AddNow(happens);
        }
        else
        {
            queue.AddAt(time, happens);
        }
    }
}
