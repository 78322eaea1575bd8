using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Delight.Actors.Akka.Cluster;
using Delight.Actors.Akka.Hosting;
using Delight.Actors.ParameterServers;
using Delight.Actors.Port;
using Delight.Actors.Snapshots;
using Delight.Learning.Parameters;

namespace Delight.Actors.Akka.Measuring;

/// <summary>Sends policies from one actor system to others by what a training uses: a parameter server, and a feed and
/// a fetcher for each node.</summary>
/// <remarks>All systems are in this process and talk over sockets of this machine.</remarks>
public static class AkkaClusterMeasure
{
    /// <summary>Publishes policies to nodes, each time once all of them have the one before.</summary>
    /// <param name="nodes">Actor systems that a policy goes to; at least 1.</param>
    /// <param name="parameters">Of the policy, 4 bytes each; at least 1.</param>
    /// <param name="rounds">How often; at least 1. A tenth as many before, and at least one, are not counted.</param>
    /// <returns>Seconds of each round, from the publication until the last node has the whole policy, and bytes of the
    /// managed heap that a connected idle node adds.</returns>
    public static (double[] Seconds, long BytesPerNode) Broadcast(int nodes, int parameters, int rounds)
    {
        int port = FreePort();
        AkkaRuntime head = Start(port);
        ActorRef server = head.Spawn(
            "parameter-server", new ActorSpec { Create = () => new ParameterServer(conflates: true) });
        float[] policy = new float[parameters];
        Arrivals arrivals = new();
        arrivals.Expect(0, nodes);
        Publish(new PolicyVersion(0, 0), policy, server, head); // so that who subscribes has something to get
        long before = GC.GetTotalMemory(forceFullCollection: true);
        AkkaRuntime[] systems = [.. Enumerable.Range(0, nodes).Select(
            node => Node(head, server, (node, parameters), arrivals))];
        arrivals.WaitForAll();
        long bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / nodes;
        List<double> seconds = [];
        int unmeasured = Math.Max(1, rounds / 10);
        for (int round = 1; round <= unmeasured + rounds; round++)
        {
            arrivals.Expect(round, nodes);
            long began = TimeProvider.System.GetTimestamp();
            Publish(new PolicyVersion(0, round), policy, server, head);
            arrivals.WaitForAll();
            seconds.Add(TimeProvider.System.GetElapsedTime(began).TotalSeconds);
        }

        foreach (AkkaRuntime runtime in systems.Append(head))
        {
            runtime.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        return ([.. seconds.Skip(unmeasured)], bytes);
    }

    private static AkkaRuntime Node(
        AkkaRuntime head, ActorRef server, (int Index, int Parameters) node, Arrivals arrivals)
    {
        AkkaRuntime runtime = Start(port: 0);
        string name = string.Create(CultureInfo.InvariantCulture, $"feed-{node.Index}");
        ActorRef feed = head.Spawn(name, new ActorSpec { Create = () => new PolicyFeed(server) });
        ActorRef remote = runtime.Remote(head.PathOf(feed));
        ActorRef receiver = runtime.Spawn("receiver", new ActorSpec { Create = () => new Receiver(arrivals) });
        runtime.Spawn("policies", new ActorSpec
        {
            Create = () => new PolicyFetcher(remote, receiver, node.Parameters),
        });
        return runtime;
    }

    private static AkkaRuntime Start(int port) => new(new AkkaOptions
    {
        Seed = 1, Time = TimeProvider.System, IsOpen = true, Command = string.Create(
            CultureInfo.InvariantCulture,
            $"akka.actor.provider = remote\nakka.remote.dot-netty.tcp.port = {port}"),
    });

    private static void Publish(PolicyVersion version, float[] policy, ActorRef server, AkkaRuntime head) =>
        head.Send(server, new PublishPolicy(new PolicySnapshot(version, policy)));

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Which version is on its way, and who still lacks it.</summary>
    private sealed class Arrivals
    {
        // Far above what any broadcast takes: reached only where one hangs.
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

        private readonly Lock _gate = new();
        private long _step;
        private TaskCompletionSource _all = new();
        private int _left;

        public void Expect(long step, int nodes)
        {
            lock (_gate)
            {
                (_step, _left, _all) = (step, nodes, new(TaskCreationOptions.RunContinuationsAsynchronously));
            }
        }

        public void Arrive(long step)
        {
            lock (_gate)
            {
                if (step == _step && --_left == 0)
                {
                    _all.SetResult();
                }
            }
        }

        public void WaitForAll()
        {
            Task all;
            lock (_gate)
            {
                all = _all.Task;
            }

            all.WaitAsync(Patience).GetAwaiter().GetResult();
        }
    }

    /// <summary>Stands where a node has its own parameter server.</summary>
    private sealed class Receiver(Arrivals arrivals) : IActor
    {
        public void Receive(object message, IActorContext context)
        {
            if (message is PublishPolicy published)
            {
                arrivals.Arrive(published.Snapshot.Version.Step);
            }
            else
            {
                context.Unhandled(message);
            }
        }
    }
}
