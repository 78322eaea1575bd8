using System.Reflection;

namespace Delight.Host.Runs;

/// <summary>What this build has of the assemblies that are empty where a feed lacks their packages.</summary>
internal static class BuiltIn
{
    /// <summary>Makes an instance of the first public class of a kind that has a constructor without
    /// parameters.</summary>
    /// <param name="assembly">Name of an assembly beside the host.</param>
    /// <returns>Null where the assembly is empty.</returns>
    public static T? Find<T>(string assembly)
        where T : class => Assembly.Load(assembly).GetExportedTypes()
        .Where(type => type.IsAssignableTo(typeof(T)) && type.GetConstructor([]) is not null)
        .Select(type => (T)Activator.CreateInstance(type)!)
        .FirstOrDefault();
}
