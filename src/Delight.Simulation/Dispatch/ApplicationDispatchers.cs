using Akka.Configuration;
using Akka.Configuration.Hocon;
using Akka.Dispatch;

namespace Delight.Simulation.Dispatch;

/// <summary>Finds the dispatchers that an application defines in its configuration.</summary>
internal static class ApplicationDispatchers
{
    /// <summary>Types of dispatchers that may be replaced, since they promise no more than turns of their
    /// actors.</summary>
    private static readonly string[] KnownTypes =
    [
        "Dispatcher", "TaskDispatcher", "PinnedDispatcher", "ForkJoinDispatcher", "SynchronizedDispatcher",
        "ChannelExecutor", "CurrentSynchronizationContextDispatcher",
    ];

    /// <summary>The dispatchers that an application has defined.</summary>
    /// <exception cref="ArgumentException">One is of a type that would run its actors on threads of its
    /// own.</exception>
    public static IEnumerable<(string Path, string Type)> Of(Config own)
    {
        foreach ((string path, string type) in TypesIn(own))
        {
            string name = type.Split(',')[0].Trim();
            if (KnownTypes.Contains(name, StringComparer.Ordinal))
            {
                yield return (path, name);
            }
            else if (Type.GetType(type) is { } other && other.Assembly != typeof(ApplicationDispatchers).Assembly
                && other.IsSubclassOf(typeof(MessageDispatcherConfigurator)))
            {
                throw new ArgumentException(
                    $"dispatcher {path} is a {name}, which would run its actors on threads of its own. Use a "
                    + "dispatcher of Akka.NET, which is replaced here.");
            }
        }
    }

    private static IEnumerable<(string Path, string Type)> TypesIn(Config own)
    {
        Stack<(string Path, HoconValue Value)> open = new();
        if (!own.IsEmpty && own.Root is { } root)
        {
            open.Push((string.Empty, root));
        }

        while (open.TryPop(out (string Path, HoconValue Value) next))
        {
            if (!next.Value.IsObject())
            {
                continue;
            }

            foreach ((string name, HoconValue value) in next.Value.GetObject().Items)
            {
                if (name == "type" && value.IsString())
                {
                    yield return (next.Path, value.GetString());
                }

                open.Push((next.Path.Length == 0 ? name : $"{next.Path}.{name}", value));
            }
        }
    }
}
