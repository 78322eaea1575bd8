using System.Diagnostics;
using System.Globalization;

namespace Delight.Samples.AkkaClusterPartitions;

/// <summary>Runs many partitions of each strategy and prints the table.</summary>
public static class Program
{
    /// <summary>The strategies that are compared.</summary>
    public static readonly IReadOnlyList<string> Strategies =
        ["keep-majority", "keep-oldest", "static-quorum", "down-all"];

    /// <summary>Runs the same partitions with each strategy.</summary>
    /// <param name="partitions">How many.</param>
    public static IReadOnlyList<(string Strategy, IReadOnlyList<PartitionOutcome> Outcomes)> Run(int partitions)
    {
        PartitionOutcome[][] outcomes = [.. Strategies.Select(_ => new PartitionOutcome[partitions])];
        int next = -1;
        Exception? failure = null;
        Thread[] threads = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Work))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        return failure is null
            ? [.. Strategies.Select((strategy, index) => (strategy, (IReadOnlyList<PartitionOutcome>)outcomes[index]))]
            : throw new InvalidOperationException(failure.Message, failure);

        void Work()
        {
            while (failure is null && Interlocked.Increment(ref next) is int at && at < Strategies.Count * partitions)
            {
                (int seed, int strategy) = Math.DivRem(at, Strategies.Count);
                try
                {
                    outcomes[strategy][seed] = PartitionRun.Of(
                        Strategies[strategy], (ulong)seed, Partition.Draw(seed));
                }
                catch (Exception cause)
                {
                    failure = cause; // told by the thread that waits for all
                }
            }
        }
    }

    private static int Main(string[] arguments)
    {
        if (arguments is not ["--partitions", string text]
            || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int partitions)
            || partitions < 1)
        {
            Console.Error.WriteLine("The arguments are '--partitions COUNT', with a count of at least 1.");
            return 2;
        }

        Stopwatch watch = Stopwatch.StartNew();
        Console.Write(Page.Table(Run(partitions)));
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{partitions} partitions for each strategy, {watch.Elapsed.TotalMinutes:0.0} minutes"));
        return 0;
    }
}
