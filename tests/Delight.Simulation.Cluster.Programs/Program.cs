using System.Diagnostics;
using System.Globalization;
using Delight.Simulation.Exploration;

namespace Delight.Simulation.Cluster.Programs;

/// <summary>Runs clusters and prints what came of them. Tests start it as a process.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["life", string seed]:
                Console.WriteLine(Scenarios.Life(Number(seed), () => { }));
                return 0;
            case ["life", string seed, string sleep]:
                using (ManualResetEventSlim never = new())
                {
                    Console.WriteLine(Scenarios.Life(Number(seed), () => never.Wait((int)Number(sleep))));
                }

                return 0;
            case ["seed", string seed, string nodes]:
                Trial trial = new(Number(seed), new HashSet<int>());
                Console.WriteLine($"{Scenarios.Faulty(trial, (int)Number(nodes)):x16}");
                return 0;
            case ["seeds", string seeds]:
                return Seeds((int)Number(seeds), nodes: null, first: 1);
            case ["seeds", string seeds, "from", string first]:
                return Seeds((int)Number(seeds), nodes: null, Number(first));
            case ["seeds", string seeds, string nodes]:
                return Seeds((int)Number(seeds), (int)Number(nodes), first: 1);
            case ["nodes", string nodes]:
                Nodes((int)Number(nodes));
                return 0;
            default:
                Console.Error.WriteLine(
                    "life SEED [SLEEP_MS] | seed SEED NODES | seeds COUNT [NODES | from SEED] | nodes COUNT");
                return 2;
        }
    }

    /// <summary>Many seeds; every fiftieth runs twice.</summary>
    private static int Seeds(int seeds, int? nodes, ulong first)
    {
        long repeated = 0, diverged = 0;
        Stopwatch watch = Stopwatch.StartNew();
        ExplorationResult result = Explorer.Run(new ExplorationOptions { Seeds = seeds, FirstSeed = first }, trial =>
        {
            int size = nodes ?? 3 + (int)(trial.Seed % 3);
            ulong digest = Scenarios.Faulty(trial, size);
            if (trial.Seed % 50 == 0)
            {
                Interlocked.Increment(ref repeated);
                ulong again = Scenarios.Faulty(new Trial(trial.Seed, new HashSet<int>()), size);
                Interlocked.Add(ref diverged, digest == again ? 0 : 1);
            }
        });
        double minutes = watch.Elapsed.TotalMinutes;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Seeds} seeds of {nodes?.ToString(CultureInfo.InvariantCulture) ?? "3 to 5"} nodes in "
            + $"{60 * minutes:0} s, {result.Seeds / minutes:0} a minute; {repeated} ran twice, {diverged} diverged"));
        if (result.Violation is { } violation)
        {
            Console.WriteLine(violation);
            Console.WriteLine(violation.Cause);
        }

        return result.Violation is null && diverged == 0 ? 0 : 1;
    }

    private static void Nodes(int nodes)
    {
        Stopwatch watch = Stopwatch.StartNew();
        using ClusterSimulation simulation = Scenarios.Create(1, nodes);
        double started = watch.Elapsed.TotalSeconds;
        simulation.RunFor(TimeSpan.FromSeconds(60));
        int up = Akka.Cluster.Cluster.Get(simulation["a"].System).State.Members.Count(
            member => member.Status == Akka.Cluster.MemberStatus.Up);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{nodes} nodes, 60 virtual seconds: {watch.Elapsed.TotalSeconds:0.0} s, {started:0.0} s of them to start; "
            + $"{up} are up, {simulation.Counters.Events} events, digest {simulation.Digest:x16}"));
    }

    private static ulong Number(string text) => ulong.Parse(text, CultureInfo.InvariantCulture);
}
