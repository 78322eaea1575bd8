using System.Text;
using Delight.Experiments.Sweeps;

namespace Delight.Experiments.Tests.Support;

/// <summary>An experiment that takes a moment: a small bandit, two ages of policies, two estimators, two
/// seeds.</summary>
internal static class SmallExperiment
{
    public const string Scenario = """
        {
          "name": "small",
          "task": { "name": "bernoulli-bandit", "arms": 5 },
          "policy": { "name": "tabular" },
          "baseline": "batch-mean",
          "optimiser": { "learningRate": 0.05 },
          "learner": { "steps": 60, "batchRows": 20, "rowsInFlightMax": 60 },
          "workers": [ { "pool": "rollout", "rowsPerRequest": 5 } ],
          "evaluation": { "every": 20, "rows": 1 },
          "recorder": { "every": 10 },
        }
        """;

    /// <summary>Its text.</summary>
    /// <param name="scenario">Path of the scenario.</param>
    /// <param name="more">Further members, with a comma behind each.</param>
    public static string Text(string scenario, string more = "") => $$"""
        // A small one.
        {
          "title": "Small",
          "question": "Does it run?",
          "paper": { "reference": "None.", "note": "No numbers are known." },
          "scenario": "{{scenario.Replace('\\', '/')}}",
          "estimators": ["dg", "reinforce"],
          "seeds": 2,
          "sweep": {
            "label": "age, learner steps",
            "path": "network.latency",
            "values": [
              { "x": 0, "set": { "network.latency": "0ms" } }, { "x": 5, "set": { "network.latency": "50ms" } },
            ],
          },
          {{more}}
          "figures": [ { "x": "sweep", "y": "reward", "yScale": "linear" }, { "x": "steps", "y": "error" } ],
          "tables": ["error", "reward", "staleness"],
          "quick": { "seeds": 1, "steps": 20 },
        }
        """;

    /// <summary>Writes scenario and experiment into a folder.</summary>
    /// <returns>Path of the experiment.</returns>
    public static string Write(string folder, string more = "")
    {
        string scenario = Path.Combine(folder, "small-scenario.json");
        File.WriteAllText(scenario, Scenario);
        string file = Path.Combine(folder, "small.json");
        File.WriteAllText(file, Text(scenario, more));
        return file;
    }

    /// <summary>Reads a text as an experiment.</summary>
    public static Experiment Read(string text, bool isQuick = false) =>
        ExperimentReader.Read("experiments/small.json", Encoding.UTF8.GetBytes(text), isQuick);
}
