using System.Reflection;
using System.Text.RegularExpressions;

namespace Delight.Simulation.TestKit.Tests;

/// <summary>Which members of Akka's kit wait, and which of them a class does not hide.</summary>
internal static partial class WaitingMembers
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Type[] Timed = [typeof(TimeSpan), typeof(TimeSpan?), typeof(CancellationToken)];

    private static readonly Type[] Tasks =
    [
        typeof(Task), typeof(Task<>), typeof(ValueTask), typeof(ValueTask<>), typeof(IAsyncEnumerable<>),
    ];

    /// <summary>Signatures of the waiting members of a base class that another class does not declare.</summary>
    /// <param name="origin">The base class.</param>
    /// <param name="hiding">Derived from it.</param>
    /// <param name="approved">Signatures that may stay.</param>
    public static IEnumerable<string> Missing(Type origin, Type hiding, IReadOnlySet<string> approved)
    {
        HashSet<string> hidden = [.. hiding.GetMethods(All).Select(SignatureOf)];
        return Of(origin).Where(method => method.IsPublic || !hiding.IsSealed).Select(SignatureOf)
            .Where(signature => !hidden.Contains(signature) && !approved.Contains(signature));
    }

    /// <summary>What waits: it takes or returns times, tokens or tasks, or has the name of a family.</summary>
    public static IEnumerable<MethodInfo> Of(Type origin) => origin.GetMethods(All)
        .Where(method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly)
        .Where(method => Family().IsMatch(method.Name) || Timed.Contains(method.ReturnType)
            || Tasks.Contains(Definition(method.ReturnType))
            || method.GetParameters().Any(parameter => Timed.Contains(parameter.ParameterType)));

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    private static string SignatureOf(MethodInfo method)
    {
        string types = method.IsGenericMethod ? $"`{method.GetGenericArguments().Length}" : string.Empty;
        string parameters = string.Join(
            ", ", method.GetParameters().Select(parameter => parameter.ParameterType.ToString()));
        return $"{method.Name}{types}({parameters})";
    }

    [GeneratedRegex(
        "^(get_)?(Expect|Receive|TryReceive|Peek|TryPeek|Fish|WaitFor|Await|Within|.*Remaining|Now$|Watch|Unwatch"
        + "|ChildActorOf|Shutdown|ActorOfAsTest|CreateTest|EventFilter|CreateEventFilter|Last)",
        RegexOptions.None, 5000)]
    private static partial Regex Family();
}
