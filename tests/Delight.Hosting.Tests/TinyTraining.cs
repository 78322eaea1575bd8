using System.Globalization;
using System.Net.Sockets;
using System.Net;
using System.Text;
using Delight.Actors.Cluster;
using Delight.Actors.Coordination;
using Delight.Actors.Recording;
using Delight.Experiments.Cluster;
using Delight.Experiments.Runs;
using Delight.Experiments.Scenarios;
using Delight.Learning.Execution;
using Delight.Learning.Parts;

namespace Delight.Hosting.Tests;

/// <summary>A tabular bandit: the smallest training that a head and a node can do.</summary>
internal static class TinyTraining
{
    public const int BatchRows = 20;
    public const string Secret = "a secret of the test";

    /// <summary>Everything is noticed after seconds.</summary>
    public const string Fast = """
        akka.cluster.gossip-interval = 200ms
        akka.cluster.leader-actions-interval = 200ms
        akka.cluster.unreachable-nodes-reaper-interval = 200ms
        akka.cluster.periodic-tasks-initial-delay = 200ms
        akka.cluster.failure-detector.heartbeat-interval = 500ms
        akka.cluster.failure-detector.acceptable-heartbeat-pause = 1500ms
        akka.cluster.split-brain-resolver.stable-after = 2s
        akka.cluster.seed-node-timeout = 1s
        akka.cluster.retry-unsuccessful-join-after = 1s
        """;

    public static string Scenario(long steps) => $$"""
        {
          "name": "bandit", "task": { "name": "bernoulli-bandit", "arms": 4 }, "policy": { "name": "tabular" },
          "estimator": "reinforce", "optimiser": { "learningRate": 0.05 },
          "learner": { "steps": {{steps.ToString(CultureInfo.InvariantCulture)}}, "batchRows": 20,
                       "rowsInFlightMax": 20, "stalenessMax": 0, "requestTimeout": "500ms" },
          "parameterServer": { "node": "parameter-server", "publishEvery": 1 },
          "workers": [ { "pool": "rollout", "rowsPerRequest": 5, "signOfLifeEvery": "200ms" } ],
          "evaluation": { "every": 100, "rows": 1 }, "recorder": { "every": 20 }
        }
        """;

    public static TrainingPlan Plan(long steps) => PlanOf(Prepared(steps));

    public static TrainingPlan PlanOf(PreparedScenario prepared) =>
        prepared.Plan(new SilentSink(), SerialExecutor.Instance);

    /// <summary>The training, with settings over it such as <c>network.lossShare=0.1</c>.</summary>
    public static PreparedScenario Prepared(long steps, params string[] sets)
    {
        PartCatalogues catalogues = new();
        ScenarioLoadResult loaded = new ScenarioLoader(catalogues, ScenarioArguments.Folder()).Read(
            "tiny.json", Encoding.UTF8.GetBytes(Scenario(steps)),
            new ScenarioRequest { Scenario = string.Empty, Sets = sets });
        Assert.Empty(loaded.Problems);
        return PreparedScenario.Prepare(loaded.Scenario!, catalogues);
    }

    public static DelightHead Head(int port, TrainingPlan plan, Action<RunEvent>? happened = null) => new(
        new HeadOptions
        {
            Listen = new Endpoint("127.0.0.1", port), Secret = Secret, Scenario = Scenario(plan.Learner.Steps),
        },
        plan)
    {
        Hocon = Fast, Happened = happened ?? (_ => { }),
    };

    public static NodeOptions Node(int port, string secret = Secret) => new()
    {
        Seeds = [new Endpoint("127.0.0.1", port)], Workers = 2, Secret = secret, Time = TimeProvider.System,
        Prepare = json => HeadScenario.Prepare(json),
    };

    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
