using System.Diagnostics;
using System.Text.Json.Nodes;
using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;

namespace Delight.Experiments.Tests.Code;

/// <summary>The samples of the packages run from packages, in a folder that has nothing else of this clone.</summary>
public sealed class PackagedSamplesTests : IClassFixture<PackagedSamplesTests.Packages>, IDisposable
{
    private readonly Packages _packages;
    private readonly TemporaryFolder _folder = new();

    public PackagedSamplesTests(Packages packages)
    {
        _packages = packages;
        File.Copy(packages.Configuration, _folder.File("NuGet.config"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TenLines_InAnEmptyFolder_TrainMnistAndWriteTheReport()
    {
        string[] program = File.ReadAllLines(Sample("ten-lines", "train.cs"));
        _packages.Write(_folder.File("train.cs"), program);

        string output = _packages.Run("run train.cs", _folder.Path);

        RunRecord run = RunRecord.Read(_folder.File("runs/mnist"));
        Assert.Equal((RunStatus.Finished, 300), (run.Summary.Status, run.Steps));
        Assert.InRange(run.Error!.Value, 0.05, 0.2);
        Assert.Contains("after 300: ", output, StringComparison.Ordinal);
        string report = File.ReadAllText(_folder.File("runs/mnist/report.html"));
        Assert.Contains("mnist-staleness", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Notebook_CellsInTheirOrder_CompareTwoEstimators()
    {
        JsonArray cells = JsonNode.Parse(File.ReadAllText(Sample("notebook", "staleness.ipynb")))!["cells"]!.AsArray();
        List<string> lines = [.. cells.Where(cell => (string?)cell!["cell_type"] == "code")
            .SelectMany(cell => cell!["source"]!.AsArray().Append("\n")).Select(line => ((string)line!).TrimEnd('\n'))];
        const string Package = "#r \"nuget: ";
        string[] program =
        [
            .. lines.Where(line => line.StartsWith(Package, StringComparison.Ordinal)).Select(line =>
                $"#:package {line[Package.Length..].TrimEnd('"').Replace(", ", "@", StringComparison.Ordinal)}"),
            .. lines.Where(line => line.StartsWith("using ", StringComparison.Ordinal)),
            .. lines.Where(line => !line.StartsWith('#') && !line.StartsWith("using ", StringComparison.Ordinal)),
        ];
        _packages.Write(_folder.File("notebook.cs"), program);

        string output = _packages.Run("run notebook.cs", _folder.Path);

        Assert.Matches(@"dg: [0-9.]+ % over 2 seeds", output);
        Assert.Matches(@"pg: [0-9.]+ % over 2 seeds", output);
        Assert.Contains("200: staleness ", output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.File("runs/notebook/report.html")));
    }

    private static string Sample(string sample, string file) =>
        Path.Combine(RepositoryRoot.Find()!, "samples", sample, file);

    /// <summary>Packages of this build, in a folder that goes away with the tests.</summary>
    public sealed class Packages : IDisposable
    {
        private const string Version = "0.1.0";

        // A version of its own: one that somebody has unpacked before would be taken in its place.
        private readonly string _version;
        private readonly TemporaryFolder _folder = new();

        public Packages()
        {
            string own = string.Concat(Path.GetFileName(_folder.Path).Where(char.IsAsciiLetterOrDigit));
            _version = $"{Version}-test-{own}";

            // The tests are in a folder of the configuration's name; everything that they use is built.
            string built = new DirectoryInfo(AppContext.BaseDirectory).Name;
            string root = RepositoryRoot.Find()!;
            Run($"pack Delight.sln --no-build -c {built} -o {_folder.File("made")} -p:PackageVersion={_version}", root);
            string known = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
            Configuration = _folder.File("NuGet.config");
            File.WriteAllText(Configuration, $"""
                <configuration>
                  <packageSources><add key="made" value="{_folder.File("made")}" /></packageSources>
                  <fallbackPackageFolders><add key="known" value="{known}" /></fallbackPackageFolders>
                </configuration>
                """);
        }

        /// <summary>A file that names them.</summary>
        public string Configuration { get; }

        public void Dispose() => _folder.Dispose();

        /// <summary>Writes a program that takes its packages from here.</summary>
        public void Write(string file, IEnumerable<string> program) => File.WriteAllLines(file, program.Select(line =>
            line.StartsWith("#:package Delight.", StringComparison.Ordinal)
                ? line.Replace($"@{Version}", $"@{_version}", StringComparison.Ordinal)
                : line));

        /// <summary>Runs dotnet and returns what it printed.</summary>
        public string Run(string arguments, string folder)
        {
            ProcessStartInfo start = new("dotnet", arguments)
            {
                WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
                UseShellExecute = false,
            };
            start.Environment["NUGET_PACKAGES"] = _folder.File("unpacked");

            // What a build of this clone sets would reach the sample's own build.
            foreach (string name in (string[])["CI", "MSBuildSDKsPath", "MSBUILD_EXE_PATH", "MSBuildExtensionsPath"])
            {
                start.Environment.Remove(name);
            }

            using Process process = Process.Start(start)!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"dotnet {arguments}: {output}{error.Result}");
            return output;
        }
    }
}
