using System.Reflection;
using System.Runtime.Loader;

namespace Delight.Experiments.Extensions;

/// <summary>Loads a user's assembly: what the host has is shared with it, the rest comes from beside the
/// assembly.</summary>
/// <remarks>Sharing matters: an extension that came with its own copy of Delight.Learning would implement another
/// interface of the same name.</remarks>
internal sealed class ExtensionLoadContext(string path) : AssemblyLoadContext(Path.GetFileName(path))
{
    private readonly AssemblyDependencyResolver _resolver = new(path);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        try
        {
            return Default.LoadFromAssemblyName(assemblyName);
        }
        catch (FileNotFoundException)
        {
            // The host does not have it, so it is the extension's own.
            return _resolver.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found) : null;
        }
    }
}
