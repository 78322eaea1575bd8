using System.Net;
using System.Net.Sockets;
using System.Text;
using Delight.Determinism;

namespace Delight.Actors.Tests.Cluster;

/// <summary>Whatever comes to the port of a head that does not speak Akka's protocol.</summary>
public sealed class MalformedFramesTests
{
    private const int Attempts = 20;

    [Fact]
    public async Task Head_WhosePortGetsRubbish_TellsOnceAndTrainsOn()
    {
        await using ClusterRun run = new();
        HostMember head = await run.HeadAsync();
        run.Node();
        await run.UntilUpdateAsync(20);
        using Socket silent = await ConnectAsync(run.Port);
        await silent.SendAsync(new byte[] { 100, 0, 0, 0, 1, 2, 3 }); // 7 bytes of 104, and then silence
        RandomStream random = RandomStream.Derive(1, "noise", 0);
        for (int i = 0; i < Attempts; i++)
        {
            byte[] noise = new byte[4096];
            for (int place = 0; place < noise.Length; place++)
            {
                noise[place] = (byte)random.NextIndex(256);
            }

            foreach (byte[] rubbish in (byte[][])[
                noise, [0xff, 0xff, 0xff, 0x7f, 1], [0xff, 0xff, 0xff, 0xff, 1], [8, 0, 0, 0, .. noise[..8]],
                Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: head\r\n\r\n")])
            {
                using Socket peer = await ConnectAsync(run.Port);
                await peer.SendAsync(rubbish);
            }
        }

        await run.UntilUpdateAsync(run.Updates + 40);
        Assert.Equal((1, 0), (run.Count("node-joined"), run.Count("member-unreachable")));
        int told = run.Count("akka-warning") + run.Count("akka-error");
        Assert.True(told is > 0 and < Attempts, $"{told} lines of {5 * Attempts} attempts\n{run.Everything()}");
        await run.EndAsync(head, run.Updates);
    }

    private static async Task<Socket> ConnectAsync(int port)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }
}
