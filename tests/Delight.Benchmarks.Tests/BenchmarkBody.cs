using System.Collections;
using System.Reflection;
using BenchmarkDotNet.Attributes;
using Delight.Benchmarks.Configuration;

namespace Delight.Benchmarks.Tests;

/// <summary>One benchmark method of one class, and how to run it without BenchmarkDotNet.</summary>
internal sealed class BenchmarkBody(MethodInfo method)
{
    public Type Type => method.DeclaringType!;

    public string Name => $"{Type.Name}.{method.Name}";

    /// <summary>Bodies of one class and category do the same work in different ways.</summary>
    public string Category => method.GetCustomAttribute<BenchmarkCategoryAttribute>()?.Categories[0] ?? string.Empty;

    public bool IsBaseline => method.GetCustomAttribute<BenchmarkAttribute>()!.Baseline;

    /// <summary>True for a plain loop that the other bodies of its category are compared with.</summary>
    public bool IsScalar => IsBaseline && method.Name.EndsWith("Scalar", StringComparison.Ordinal);

    /// <summary>Operations that BenchmarkDotNet takes one call for.</summary>
    public int OperationsPerInvoke => method.GetCustomAttribute<BenchmarkAttribute>()!.OperationsPerInvoke;

    /// <summary>Every benchmark of the assembly, in the order of names.</summary>
    public static IReadOnlyList<BenchmarkBody> All { get; } =
    [
        .. from type in typeof(IShrinkable).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
           where method.GetCustomAttribute<BenchmarkAttribute>() is not null
           orderby type.Name, method.Name
           select new BenchmarkBody(method),
    ];

    public static IEnumerable<BenchmarkBody> Of(string typeName) => All.Where(body => body.Type.Name == typeName);

    /// <summary>One set of parameter values after the other, each as its class lists it.</summary>
    public static IEnumerable<IReadOnlyDictionary<PropertyInfo, object>> ParameterSets(Type type)
    {
        IEnumerable<Dictionary<PropertyInfo, object>> sets = [[]];
        foreach (PropertyInfo property in type.GetProperties())
        {
            object[] values = Values(type, property);
            if (values.Length > 0)
            {
                sets =
                    from set in sets
                    from value in values
                    select new Dictionary<PropertyInfo, object>(set) { [property] = value };
            }
        }

        return sets;
    }

    /// <summary>A fresh instance with those parameters, its tiny sizes, and its setup done.</summary>
    public object Prepare(IReadOnlyDictionary<PropertyInfo, object> parameters)
    {
        object instance = Activator.CreateInstance(Type)!;
        foreach ((PropertyInfo property, object value) in parameters)
        {
            property.SetValue(instance, value);
        }

        (instance as IShrinkable)?.UseTinySizes();
        Call<GlobalSetupAttribute>(instance);
        return instance;
    }

    /// <summary>The body as something that can be called many times without boxing its result.</summary>
    public Action On(object instance)
    {
        Type function = typeof(Func<>).MakeGenericType(method.ReturnType);
        Delegate call = method.CreateDelegate(function, instance);
        return (Action)typeof(BenchmarkBody).GetMethod(nameof(Discard), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(method.ReturnType).Invoke(null, [call])!;
    }

    /// <summary>Runs the body once.</summary>
    public object Run(object instance) => method.Invoke(instance, null)!;

    /// <summary>Frees what the setup took.</summary>
    public void CleanUp(object instance) => Call<GlobalCleanupAttribute>(instance);

    public override string ToString() => Name;

    private static Action Discard<T>(Func<T> body) => () => body();

    private static object[] Values(Type type, PropertyInfo property)
    {
        if (property.GetCustomAttribute<ParamsAttribute>() is { } listed)
        {
            return listed.Values!;
        }

        return property.GetCustomAttribute<ParamsSourceAttribute>() is { } source
            ? [.. ((IEnumerable)type.GetProperty(source.Name)!.GetValue(null)!).Cast<object>()]
            : [];
    }

    private void Call<TAttribute>(object instance)
        where TAttribute : Attribute => Type.GetMethods()
        .SingleOrDefault(found => found.GetCustomAttribute<TAttribute>() is not null)?
        .Invoke(instance, null);
}
