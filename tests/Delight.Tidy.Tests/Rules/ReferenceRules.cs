using System.Xml;
using System.Xml.Linq;

namespace Delight.Tidy.Tests.Rules;

/// <summary>References point down only, and the packages of a project are those that the design grants it.</summary>
public static class ReferenceRules
{
    private static readonly Dictionary<string, string[]> Below = new(StringComparer.Ordinal)
    {
        ["Delight.Determinism"] = [],
        ["Delight.Simulation.Abstractions"] = [],
        ["Delight.Simulation"] = ["Delight.Determinism", "Delight.Simulation.Abstractions"],
        ["Delight.Simulation.Cluster"] = ["Delight.Simulation", "Delight.Determinism"],
        ["Delight.Simulation.TestKit"] = ["Delight.Simulation"],
        ["Delight.Learning"] = ["Delight.Determinism"],
        ["Delight.Learning.Torch"] = ["Delight.Learning"],
        ["Delight.Actors"] = ["Delight.Learning", "Delight.Simulation.Abstractions"],
        ["Delight.Actors.Testing"] = ["Delight.Actors", "Delight.Simulation", "Delight.Simulation.Cluster"],
        ["Delight.Hosting"] = ["Delight.Actors"],
        ["Delight.Data.Mnist"] = [],
        ["Delight.Experiments"] = ["Delight.Actors.Testing", "Delight.Hosting", "Delight.Learning.Torch"],
        ["Delight.Reports"] = ["Delight.Experiments"],
        ["Delight.Export"] = ["Delight.Experiments"],
        ["Delight.Development"] = ["Delight.Experiments"],
        ["Delight.Host"] = ["Delight.Development", "Delight.Export", "Delight.Reports"],
    };

    private static readonly Dictionary<string, string[]> PackagesGranted = new(StringComparer.Ordinal)
    {
        ["Delight.Determinism"] = [],
        ["Delight.Simulation.Abstractions"] = ["Akka"],
        ["Delight.Simulation"] = ["Akka"],
        ["Delight.Simulation.Tests"] = ["Akka.Remote"],
        ["Delight.Simulation.Cluster"] = ["Akka.Remote", "Akka.Cluster"],
        ["Delight.Simulation.TestKit"] = ["Akka.TestKit.Xunit2", "xunit.extensibility.execution"],
        ["Delight.Learning"] = ["System.Numerics.Tensors"],
        ["Delight.Actors"] = ["Akka", "Akka.Remote", "Akka.Cluster"],
        ["Delight.Actors.Testing"] = [],
        ["Delight.Hosting"] = ["Akka.Hosting", "Akka.Discovery"],
        ["Delight.Experiments"] = ["Microsoft.Extensions.Hosting", "System.IO.Hashing"],
        ["Delight.Reports"] = [],
        ["Delight.Export"] = ["CsvHelper", "Google.Protobuf", "Parquet.Net"],
        ["Delight.Samples.PaymentService"] = ["Akka"],
    };

    public static IEnumerable<Finding> ProjectsPointDown(IReadOnlyList<SourceFile> files)
    {
        foreach (SourceFile project in Projects(files).Where(file => file.IsUnder("src")))
        {
            string name = Path.GetFileNameWithoutExtension(project.Name);
            if (!Below.TryGetValue(name, out string[]? allowed))
            {
                yield return new Finding(
                    project.Path, 1, $"project {name} has no place in the order of projects",
                    "Add it to ReferenceRules with what it may reference");
                continue;
            }

            foreach ((string include, int line) in References(project, "ProjectReference"))
            {
                string target = Path.GetFileNameWithoutExtension(include.Replace('\\', '/'));
                if (!allowed.Contains(target, StringComparer.Ordinal))
                {
                    yield return new Finding(
                        project.Path, line, $"{name} references {target}; it may reference {List(allowed)}",
                        "Turn the dependency round, or put an interface into the lower project");
                }
            }
        }
    }

    public static IEnumerable<Finding> PackagesAreGranted(IReadOnlyList<SourceFile> files) =>
        from project in Projects(files)
        let name = Path.GetFileNameWithoutExtension(project.Name)
        where PackagesGranted.ContainsKey(name)
        from kind in (string[])["PackageReference", "FrameworkReference", "Reference"]
        from reference in References(project, kind)
        where !PackagesGranted[name].Contains(reference.Include, StringComparer.Ordinal)
        select new Finding(
            project.Path, reference.Line,
            $"{name} references {reference.Include}; it may reference {List(PackagesGranted[name])}",
            "Do without it, or move what needs it up into another project");

    public static IEnumerable<Finding> AkkaStaysInItsProject(IReadOnlyList<SourceFile> files) =>
        from project in Projects(files)
        let name = Path.GetFileNameWithoutExtension(project.Name)
        where name is not ("Delight.Actors" or "Delight.Actors.Tests" or "Delight.Hosting" or "Delight.Simulation"
            or "Delight.Simulation.Abstractions" or "Delight.Simulation.TestKit" or "Delight.Simulation.Tests"
            or "Delight.Samples.PaymentService" or "Delight.Simulation.Cluster"
            or "Delight.Simulation.Cluster.Programs" or "Delight.Samples.AkkaClusterPartitions")
        from reference in References(project, "PackageReference")
        where reference.Include == "Akka" || reference.Include.StartsWith("Akka.", StringComparison.Ordinal)
        select new Finding(
            project.Path, reference.Line,
            $"{name} references {reference.Include}; only the projects of actors and of their simulation may",
            "It comes with a reference to Delight.Actors or to Delight.Simulation");

    public static IEnumerable<Finding> PackagesAreInTheNotices(IReadOnlyList<SourceFile> files)
    {
        string notices = files.FirstOrDefault(file => file.Path == "THIRD-PARTY-NOTICES.md")?.Text ?? string.Empty;
        HashSet<string> named = [.. notices.Split([' ', ',', '|', '\n'], StringSplitOptions.RemoveEmptyEntries)];
        return
            from project in Projects(files)
            from reference in References(project, "PackageReference")
            where !named.Contains(reference.Include)
            select new Finding(
                project.Path, reference.Line, $"package {reference.Include} is not in THIRD-PARTY-NOTICES.md",
                "Add it there with its copyright and licence");
    }

    /// <summary>Project files and what they all import.</summary>
    public static IEnumerable<SourceFile> Projects(IReadOnlyList<SourceFile> files) => files.Where(file =>
        file.Path.EndsWith(".csproj", StringComparison.Ordinal) || file.Path == "Directory.Build.targets"
        || file.Path == "Directory.Build.props");

    private static IEnumerable<(string Include, int Line)> References(SourceFile project, string element) =>
        from reference in XDocument.Parse(project.Text, LoadOptions.SetLineInfo).Descendants()
        where reference.Name.LocalName == element && reference.Attribute("Include") is not null
        select (reference.Attribute("Include")!.Value, ((IXmlLineInfo)reference).LineNumber);

    private static string List(string[] names) => names.Length == 0 ? "nothing" : string.Join(", ", names);
}
