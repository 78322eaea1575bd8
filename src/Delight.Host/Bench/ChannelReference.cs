using System.Diagnostics;
using System.Threading.Channels;

namespace Delight.Host.Bench;

/// <summary>The work of the actor bench with nothing but unbounded channels and a loop that reads each.</summary>
internal static class ChannelReference
{
    private static readonly UnboundedChannelOptions OneReader = new() { SingleReader = true };

    /// <summary>Nanoseconds a message from one thread to one loop.</summary>
    public static double Tell(int messages)
    {
        Channel<object> channel = Channel.CreateUnbounded<object>(OneReader);
        Task reading = Task.Run(() => CountAsync(channel.Reader, messages));
        object message = new();
        long began = Stopwatch.GetTimestamp();
        for (int sent = 0; sent < messages; sent++)
        {
            channel.Writer.TryWrite(message);
        }

        reading.GetAwaiter().GetResult();
        return Stopwatch.GetElapsedTime(began).TotalNanoseconds / messages;
    }

    /// <summary>Nanoseconds a message between two loops; a round trip is two.</summary>
    public static double PingPong(int exchanges)
    {
        Channel<object> there = Channel.CreateUnbounded<object>(OneReader);
        Channel<object> back = Channel.CreateUnbounded<object>(OneReader);
        Task wall = Task.Run(() => ForwardAsync(there.Reader, back.Writer, exchanges));
        Task player = Task.Run(() => ForwardAsync(back.Reader, there.Writer, exchanges));
        long began = Stopwatch.GetTimestamp();
        there.Writer.TryWrite(new object());
        Task.WhenAll(wall, player).GetAwaiter().GetResult();
        return Stopwatch.GetElapsedTime(began).TotalNanoseconds / (2 * exchanges);
    }

    private static async Task CountAsync(ChannelReader<object> reader, int messages)
    {
        while (messages > 0 && await reader.WaitToReadAsync())
        {
            while (reader.TryRead(out _))
            {
                messages--;
            }
        }
    }

    private static async Task ForwardAsync(ChannelReader<object> reader, ChannelWriter<object> writer, int messages)
    {
        while (messages > 0 && await reader.WaitToReadAsync())
        {
            while (reader.TryRead(out object? message))
            {
                messages--;
                writer.TryWrite(message);
            }
        }
    }
}
