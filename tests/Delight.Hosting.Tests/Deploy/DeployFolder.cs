using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Delight.Hosting.Tests.Deploy;

/// <summary>The files of <c>deploy/</c>, parsed.</summary>
internal static class DeployFolder
{
    public static string Root { get; } = FindRoot();

    public static string Folder => Path.Combine(Root, "deploy");

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

    /// <summary>Every YAML file by its path within the folder.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<YamlMappingNode>> All { get; } = Directory
        .EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(Folder, file), Read, StringComparer.Ordinal);

    /// <summary>Everything that the manifests of Kubernetes describe.</summary>
    public static IEnumerable<YamlMappingNode> Resources => All
        .Where(file => file.Key.StartsWith("kubernetes", StringComparison.Ordinal)).SelectMany(file => file.Value);

    public static YamlMappingNode Resource(string kind, string name) => Resources.Single(
        found => found.Text("kind") == kind && found.Text("metadata.name") == name);

    /// <summary>The pods that Kubernetes is to run, each with its one container.</summary>
    public static IEnumerable<(YamlMappingNode Pod, YamlMappingNode Container)> Pods =>
        from resource in Resources
        where resource.Find("spec.template.spec") is not null
        let pod = (YamlMappingNode)resource.Find("spec.template.spec")!
        select (pod, (YamlMappingNode)pod.List("containers").Single());

    /// <summary>The services of the compose file.</summary>
    public static IReadOnlyDictionary<string, YamlMappingNode> Services { get; } =
        ((YamlMappingNode)All["compose.yaml"].Single().Find("services")!).Children.ToDictionary(
            service => ((YamlScalarNode)service.Key).Value!, service => Merged((YamlMappingNode)service.Value),
            StringComparer.Ordinal);

    /// <summary>The node at a path of keys; null where there is none.</summary>
    public static YamlNode? Find(this YamlNode node, string path)
    {
        YamlNode? found = node;
        foreach (string key in path.Split('.'))
        {
            found = found is YamlMappingNode mapping
                && mapping.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? child) ? child : null;
        }

        return found;
    }

    public static string? Text(this YamlNode node, string path) => (node.Find(path) as YamlScalarNode)?.Value;

    public static int Number(this YamlNode node, string path) =>
        int.Parse(node.Text(path)!, System.Globalization.CultureInfo.InvariantCulture);

    public static IReadOnlyList<YamlNode> List(this YamlNode node, string path) =>
        node.Find(path) is YamlSequenceNode list ? [.. list.Children] : [];

    public static string[] Texts(this YamlNode node, string path) =>
        [.. node.List(path).Select(item => ((YamlScalarNode)item).Value!)];

    /// <summary>What <c>&lt;&lt;</c> brings stands beneath what is there.</summary>
    private static YamlMappingNode Merged(YamlMappingNode node)
    {
        YamlMappingNode merged = [];
        IEnumerable<KeyValuePair<YamlNode, YamlNode>> beneath =
            node.Find("<<") is YamlMappingNode common ? common.Children : [];
        foreach ((YamlNode key, YamlNode value) in beneath.Concat(node.Children))
        {
            merged.Children[key] = value;
        }

        return merged;
    }

    private static IReadOnlyList<YamlMappingNode> Read(string file)
    {
        using StringReader text = new(File.ReadAllText(file));
        YamlStream documents = [];
        documents.Load(new Parser(text));
        return [.. documents.Documents.Select(document => (YamlMappingNode)document.RootNode)];
    }

    private static string FindRoot()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at!.FullName, "Delight.sln")))
        {
            at = at.Parent;
        }

        return at.FullName;
    }
}
