using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Delight.Actors.Cluster;
using Delight.Actors.Configuration;
using Delight.Actors.ParameterServers;
using Delight.Actors.Running;
using Delight.Actors.Snapshots;
using Delight.Learning.Parameters;

namespace Delight.Development.Bench;

/// <summary>Sends policies from one actor system to others by what a training uses: a parameter server, and a feed and
/// a fetcher for each node.</summary>
/// <remarks>All systems are in this process and talk over sockets of this machine.</remarks>
internal static class ClusterBroadcast
{
    /// <summary>Publishes policies to nodes, each time once all of them have the one before.</summary>
    /// <param name="nodes">Actor systems that a policy goes to; at least 1.</param>
    /// <param name="parameters">Of the policy, 4 bytes each; at least 1.</param>
    /// <param name="rounds">How often; at least 1. A tenth as many before, and at least one, are not counted.</param>
    /// <returns>Seconds of each round, from the publication until the last node has the whole policy, and bytes of the
    /// managed heap that a connected idle node adds.</returns>
    public static (double[] Seconds, long BytesPerNode) Measure(int nodes, int parameters, int rounds)
    {
        int port = FreePort();
        ActorSystem head = Start(port);
        IActorRef server = head.ActorOf(Props.Create(() => new ParameterServer(true)), "parameter-server");
        float[] policy = new float[parameters];
        Arrivals arrivals = new();
        arrivals.Expect(0, nodes);
        Publish(new PolicyVersion(0, 0), policy, server); // so that who subscribes has something to get
        long before = GC.GetTotalMemory(forceFullCollection: true);
        ActorSystem[] systems =
        [
            .. Enumerable.Range(0, nodes).Select(_ => Node(FeedOf(head, server), parameters, arrivals)),
        ];
        arrivals.WaitForAll();
        long bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / nodes;
        List<double> seconds = [];
        int unmeasured = Math.Max(1, rounds / 10);
        for (int round = 1; round <= unmeasured + rounds; round++)
        {
            arrivals.Expect(round, nodes);
            long began = TimeProvider.System.GetTimestamp();
            Publish(new PolicyVersion(0, round), policy, server);
            arrivals.WaitForAll();
            seconds.Add(TimeProvider.System.GetElapsedTime(began).TotalSeconds);
        }

        Task.WhenAll(systems.Append(head).Select(system => system.Terminate())).GetAwaiter().GetResult();
        return ([.. seconds.Skip(unmeasured)], bytes);
    }

    /// <returns>The path of a new feed, as another system writes it.</returns>
    private static string FeedOf(ActorSystem head, IActorRef server)
    {
        RunClock clock = new(head.Scheduler);
        IActorRef feed = head.ActorOf(Props.Create(() => new PolicyFeed(server, clock)));
        return feed.Path.ToStringWithAddress(((ExtendedActorSystem)head).Provider.DefaultAddress);
    }

    private static ActorSystem Node(string feed, int parameters, Arrivals arrivals)
    {
        ActorSystem system = Start(port: 0);
        RunClock clock = new(system.Scheduler);
        ActorSelection remote = system.ActorSelection(feed);
        IActorRef receiver = system.ActorOf(Props.Create(() => new Receiver(arrivals)));
        system.ActorOf(Props.Create(() => new PolicyFetcher(remote, receiver, parameters, clock)));
        return system;
    }

    private static ActorSystem Start(int port) => SystemStart.Start(
        string.Create(
            CultureInfo.InvariantCulture, $"akka.actor.provider = remote\nakka.remote.dot-netty.tcp.port = {port}"),
        string.Empty);

    private static void Publish(PolicyVersion version, float[] policy, IActorRef server) =>
        server.Tell(new PublishPolicy(new PolicySnapshot(version, policy)), ActorRefs.NoSender);

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
    private sealed class Receiver(Arrivals arrivals) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is PublishPolicy published)
            {
                arrivals.Arrive(published.Snapshot.Version.Step);
            }
            else
            {
                Unhandled(message);
            }
        }
    }
}
