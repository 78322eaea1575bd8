using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Delight.Experiments.Cluster;

namespace Delight.Development.Bench;

/// <summary>What a cluster costs: a policy to all nodes, and a node that waits.</summary>
/// <remarks>
/// <para><c>cluster-broadcast</c>: from the publication of a policy until each of the nodes has all of it. The nodes
/// are actor systems of this process, connected by sockets; the pieces, their credit and the bytes are those of a
/// training.</para>
/// <para>The bytes of an idle node are measured twice: what one more system adds to the managed heap of this process,
/// and the working set of a whole <c>./delight node</c> that waits for its head.</para>
/// </remarks>
internal sealed class ClusterBench : IBench
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(8);

    /// <inheritdoc/>
    public string Name => "cluster";

    /// <inheritdoc/>
    public string Summary => "a policy to nodes over sockets, memory of a node";

    /// <inheritdoc/>
    public BenchResult Run()
    {
        BenchResult result = Run(new Sizes(Nodes: 8, Parameters: 100_000, Rounds: 101));
        result.Details["processWorkingSetBytes"] = WaitingNodeBytes();
        return result;
    }

    /// <summary>The same at any size, without a further process; also what the tests run.</summary>
    internal static BenchResult Run(Sizes sizes)
    {
        (double[] seconds, long bytes) = ClusterBroadcast.Measure(sizes.Nodes, sizes.Parameters, sizes.Rounds);
        double[] sorted = [.. seconds.Order()];
        double median = sorted[sorted.Length / 2];
        long policy = sizeof(float) * (long)sizes.Parameters;
        JsonObject details = new()
        {
            ["processors"] = Environment.ProcessorCount,
            ["nodes"] = sizes.Nodes,
            ["policyBytes"] = policy,
            ["rounds"] = sizes.Rounds,
            ["fastestMilliseconds"] = 1000 * sorted[0],
            ["slowestMilliseconds"] = 1000 * sorted[^1],
            ["megabytesPerSecond"] = sizes.Nodes * policy / median / 1e6,
            ["managedBytesPerNode"] = bytes,
        };
        return new BenchResult([new BenchRow("cluster-broadcast", 1000 * median, null, "ms")], details);
    }

    /// <summary>A node that has been waiting for its head for a while.</summary>
    private static long WaitingNodeBytes()
    {
        using Process node = new();
        node.StartInfo = new ProcessStartInfo(
            Environment.ProcessPath!,
            [typeof(ClusterBench).Assembly.Location, "node", "--seed-node", "127.0.0.1:1", "--workers", "2"])
        {
            RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false,
        };
        node.StartInfo.Environment[ClusterSecret.Variable] =
            string.Create(CultureInfo.InvariantCulture, $"of the bench {Environment.ProcessId:D16}");
        node.ErrorDataReceived += (_, _) => { };
        node.OutputDataReceived += (_, _) => { };
        node.Start();
        node.BeginErrorReadLine();
        node.BeginOutputReadLine();
        try
        {
            if (node.WaitForExit(Settling))
            {
                throw new InvalidOperationException($"the node ended with exit code {node.ExitCode}.");
            }

            node.Refresh();
            return node.WorkingSet64;
        }
        finally
        {
            node.Kill();
            node.WaitForExit();
        }
    }

    /// <summary>How much is measured.</summary>
    /// <param name="Nodes">That a policy goes to.</param>
    /// <param name="Parameters">Of the policy.</param>
    /// <param name="Rounds">Broadcasts that count.</param>
    internal sealed record Sizes(int Nodes, int Parameters, int Rounds);
}
