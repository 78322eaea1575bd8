using System.Reflection;

namespace Delight.Simulation.Cluster.Clocks;

/// <summary>Private parts of Akka.Remote, Akka.Cluster and Akka.Cluster.Tools, by their names.</summary>
internal static class Reflected
{
    private const BindingFlags Any =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>A field of a type or of one that it derives from.</summary>
    /// <exception cref="MissingFieldException">Another version of Akka.NET has no such field.</exception>
    public static FieldInfo Field(Type type, string name)
    {
        for (Type? at = type; at is not null; at = at.BaseType)
        {
            if (at.GetField(name, Any) is { } field)
            {
                return field;
            }
        }

        throw new MissingFieldException($"{type.FullName} has no field {name}, which the simulation of clusters needs. "
            + "Use the version of Akka.NET that this package names.");
    }

    /// <summary>The value of a property of an object.</summary>
    public static object? Property(object of, string name)
    {
        for (Type? at = of.GetType(); at is not null; at = at.BaseType)
        {
            if (at.GetProperty(name, Any) is { } property)
            {
                return property.GetValue(of);
            }
        }

        throw new MissingMemberException($"{of.GetType().FullName} has no property {name}, which the simulation of "
            + "clusters needs. Use the version of Akka.NET that this package names.");
    }
}
