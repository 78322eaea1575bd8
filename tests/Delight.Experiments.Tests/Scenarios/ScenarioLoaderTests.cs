using System.Globalization;
using System.Text;
using Delight.Determinism;
using Delight.Experiments.Scenarios;

namespace Delight.Experiments.Tests.Scenarios;

/// <summary>Random files and overrides from seeds: the loader gives a scenario or problems, and never throws.</summary>
public sealed class ScenarioLoaderTests
{
    private static readonly string[] Scraps =
    [
        "{", "}", "[", "]", "\"", ",", ":", "null", "true", "-1", "0", "1e999", "99999999999999999999",
        "\"\"", "//", "/*",
        "\\ud800", "\\u0000", "\n", "\u2028", "name", "workers", "dg(", "=", "(", ")", "10ms", "[0]", ".", "..", "[9]",
        "'",
        "{\"name\":1}", "[{}]", "[1,2]", "infinity", "NaN", "+5", "-0", " ", "é", "😀",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_MutatedBytes_GivesAScenarioOrProblems(ulong seed)
    {
        int refused = 0;
        for (int round = 0; round < 400; round++)
        {
            RandomStream random = RandomStream.Derive(seed, "bytes", round);
            List<byte> json = [.. Encoding.UTF8.GetBytes(ScenarioFixture.Full)];
            int changes = 1 + random.NextIndex(4);
            for (int change = 0; change < changes; change++)
            {
                Mutate(json, ref random);
            }

            refused += Check(ScenarioFixture.Read([.. json]), $"seed {seed}, round {round}");
        }

        // Most mutations break the file; were none refused, the loop would look at nothing.
        Assert.InRange(refused, 200, 400);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_RandomOverrides_GivesAScenarioOrProblems(ulong seed)
    {
        string[] paths = [.. SettingPaths.All(SettingTree.Create(ScenarioFixture.Catalogues()))];
        int refused = 0, valid = 0;
        for (int round = 0; round < 400; round++)
        {
            RandomStream random = RandomStream.Derive(seed, "overrides", round);
            ScenarioRequest request = new()
            {
                Scenario = "s",
                Sets = Sets(paths, ref random),
                Environment = Environment(paths, ref random),
            };
            int isRefused = Check(ScenarioFixture.Read(ScenarioFixture.Full, request), $"seed {seed}, round {round}");
            refused += isRefused;
            valid += 1 - isRefused;
        }

        Assert.InRange(refused, 1, 399);
        Assert.InRange(valid, 1, 399);
    }

    private static void Mutate(List<byte> json, ref RandomStream random)
    {
        int at = random.NextIndex(json.Count);
        switch (random.NextIndex(4))
        {
            case 0:
                json[at] = (byte)random.NextIndex(256);
                break;
            case 1:
                json.RemoveRange(at, Math.Min(json.Count - at - 1, random.NextIndex(40)));
                break;
            case 2:
                json.InsertRange(at, Encoding.UTF8.GetBytes(Scraps[random.NextIndex(Scraps.Length)]));
                break;
            default:
                json.InsertRange(at, json.GetRange(at, Math.Min(json.Count - at, random.NextIndex(40))));
                break;
        }
    }

    private static List<string> Sets(string[] paths, ref RandomStream random)
    {
        List<string> sets = [];
        for (int count = random.NextIndex(4); count > 0; count--)
        {
            sets.Add($"{Path(paths, ref random)}={Value(ref random)}");
        }

        return sets;
    }

    private static Dictionary<string, string> Environment(string[] paths, ref RandomStream random)
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        if (random.NextChance(0.5))
        {
            string path = Path(paths, ref random).Replace("[0]", "__0", StringComparison.Ordinal);
            variables["DELIGHT__" + path.Replace(".", "__", StringComparison.Ordinal)] = Value(ref random);
        }

        return variables;
    }

    private static string Path(string[] paths, ref RandomStream random)
    {
        string path = paths[random.NextIndex(paths.Length)];
        return random.NextIndex(4) switch
        {
            0 => path.Insert(random.NextIndex(path.Length + 1), Scraps[random.NextIndex(Scraps.Length)]),
            1 => path.Replace("[0]", "[1]", StringComparison.Ordinal),
            _ => path,
        };
    }

    private static string Value(ref RandomStream random) => random.NextIndex(3) switch
    {
        0 => Scraps[random.NextIndex(Scraps.Length)] + Scraps[random.NextIndex(Scraps.Length)],
        1 => random.NextIndex(100).ToString(CultureInfo.InvariantCulture),
        _ => Scraps[random.NextIndex(Scraps.Length)],
    };

    /// <summary>1 where the scenario was refused.</summary>
    private static int Check(ScenarioLoadResult result, string round)
    {
        Assert.True(result.IsValid == (result.Problems.Count == 0), round);
        foreach (string line in result.Problems.Select(problem => problem.ToString()))
        {
            Assert.True(line.All(letter => !char.IsControl(letter) && letter is not '\u2028'), $"{round}: {line}");
        }

        if (result.Scenario is { } scenario)
        {
            ScenarioLoadResult again = ScenarioFixture.Read(scenario.ToJson());
            Assert.True(again.IsValid, $"{round}: {string.Join(' ', again.Problems)}");
            Assert.Equal(scenario.ToJson(), again.Scenario.ToJson());
        }

        return result.IsValid ? 0 : 1;
    }
}
