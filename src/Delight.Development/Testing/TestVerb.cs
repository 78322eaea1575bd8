using System.Diagnostics;
using System.Xml;
using System.Xml.Linq;
using Delight.Experiments.Files;
using Delight.Simulation;

namespace Delight.Development.Testing;

/// <summary>The verb <c>test</c>: runs every test project, ends with <c>N passed, N failed</c>.</summary>
internal sealed class TestVerb
{
    private const string Adapter = "xunit.runner.visualstudio.testadapter.dll";

    /// <summary>Beginnings of lines that say nothing which the project's own line does not say.</summary>
    private static readonly string[] Noise =
    [
        "Results File:", "VSTest version", "Starting test execution", "A total of", "Passed!", "Failed!", "Skipped!",
        "No test matches", "No test is available", "Additionally, path to test adapters",
    ];

    private readonly string? _root = RepositoryRoot.Find();

    /// <summary>Runs the tests of the clone that the host was built in.</summary>
    /// <param name="output">Gets the progress and, as its last line, the sum over all passes.</param>
    /// <param name="errors">Gets what keeps the tests from running.</param>
    /// <param name="filter">A filter expression of <c>dotnet test</c>, or null for all tests.</param>
    /// <returns>0 where tests ran and all passed, 1 on a failed test or build or no test, 2 outside a clone.</returns>
    internal int Run(TextWriter output, TextWriter errors, string? filter)
    {
        if (_root is null)
        {
            errors.WriteLine($"delight: no Delight.sln in or above {AppContext.BaseDirectory}; "
                + "the tests need the sources. Run ./delight test in a clone.");
            return 2;
        }

        DotnetCommand dotnet = new(_root);
        output.WriteLine("building Delight.sln ...");
        TestCounts sum = default;
        if (!Build(dotnet, output))
        {
            errors.WriteLine("delight: the build failed, no test ran.");
            output.WriteLine(sum);
            return 1;
        }

        string results = Path.Combine(_root, "artifacts", "test-results");
        if (Directory.Exists(results))
        {
            Directory.Delete(results, recursive: true);
        }

        foreach (TestPass pass in TestPass.All)
        {
            string folder = Path.Combine(results, pass.Label.Replace(", ", "-", StringComparison.Ordinal));
            foreach (string assembly in TestAssemblies(_root).Where(path => pass.Concerns(File.ReadAllBytes(path))))
            {
                sum += RunOne(dotnet, new Job(assembly, pass, folder, filter), output);
            }
        }

        if (sum.Ran == 0)
        {
            errors.WriteLine(filter is null
                ? "delight: no test ran; a project under tests/ or samples/ with xunit tests is needed."
                : $"delight: no test matches --filter '{filter}'; write for example FullyQualifiedName~MatrixProduct.");
        }

        output.WriteLine(sum);
        return sum.Failed == 0 && sum.Ran > 0 ? 0 : 1;
    }

    private static bool Build(DotnetCommand dotnet, TextWriter output)
    {
        List<string> lines = [];
        string[] arguments = ["build", "Delight.sln", "-c", "Release", "-nologo", "-v:q"];
        int exitCode = dotnet.Run(arguments, TestPass.All[0].Environment, lines.Add);
        IEnumerable<string> told = exitCode == 0
            ? lines.Where(line => line.Contains(": warning ", StringComparison.Ordinal))
            : lines.Where(line => line.Length > 0);
        foreach (string line in told.Distinct(StringComparer.Ordinal))
        {
            output.WriteLine(line);
        }

        return exitCode == 0;
    }

    /// <summary>Built test assemblies; a sample that is no test project has no adapter beside it.</summary>
    private static IEnumerable<string> TestAssemblies(string root) => new[] { "tests", "samples" }
        .Select(folder => Path.Combine(root, folder)).Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories))
        .Select(project => Path.GetFileNameWithoutExtension(project))
        .Order(StringComparer.Ordinal)
        .Select(name => Path.Combine(root, "artifacts", "bin", name, "release", $"{name}.dll"))
        .Where(assembly => File.Exists(Path.Combine(Path.GetDirectoryName(assembly)!, Adapter)));

    private static TestCounts RunOne(DotnetCommand dotnet, Job job, TextWriter output)
    {
        string name = Path.GetFileNameWithoutExtension(job.Assembly);
        List<string> arguments =
        [
            "test", job.Assembly, "--results-directory", job.Results, "--logger", $"trx;LogFileName={name}.trx",
            "--logger", "console;verbosity=minimal",
        ];
        if (job.Pass.Filter(job.UserFilter) is { } expression)
        {
            arguments.AddRange(["--filter", expression]);
        }

        long began = Stopwatch.GetTimestamp();
        int exitCode = dotnet.Run(arguments, job.Pass.Environment, line =>
        {
            if (!IsNoise(line))
            {
                output.WriteLine(line);
            }
        });
        TestCounts counts = Read(Path.Combine(job.Results, $"{name}.trx"));
        string remark = string.Empty;
        if (exitCode != 0 && counts.Failed == 0)
        {
            // The test process died, or its results are unreadable: that is a failure no single test owns.
            counts += new TestCounts(0, 1, 0);
            remark = FormattableString.Invariant($", ended with exit code {exitCode} and counts as one failure");
        }

        string label = job.Pass.Label.Length == 0 ? name : $"{name} ({job.Pass.Label})";
        string took = DurationWords.Of(Stopwatch.GetElapsedTime(began));
        output.WriteLine(FormattableString.Invariant($"{label}: {counts}{remark} ({took})"));
        return counts;
    }

    private static TestCounts Read(string trx)
    {
        try
        {
            return File.Exists(trx) ? TrxSummary.Of(XDocument.Load(trx)) : default;
        }
        catch (Exception failure) when (failure is XmlException or InvalidDataException)
        {
            return new TestCounts(0, 1, 0);
        }
    }

    private static bool IsNoise(string line) =>
        line.Length == 0 || Noise.Any(start => line.StartsWith(start, StringComparison.Ordinal));

    private sealed record Job(string Assembly, TestPass Pass, string Results, string? UserFilter);
}
