using System.Reflection;
using Akka.Actor;
using Akka.Remote;
using Delight.Simulation.Cluster.Clocks;

namespace Delight.Simulation.Cluster.Systems;

/// <summary>Akka.Remote keeps a cache of references for each thread, which holds its system for as long as the thread
/// lives. A thread that runs thousands of simulations would keep all of their systems.</summary>
internal static class ThreadCaches
{
    private static readonly Type Extension = typeof(RemoteActorRef).Assembly.GetType(
        "Akka.Remote.Serialization.ActorRefResolveThreadLocalCache", throwOnError: true)!;

    private static readonly MethodInfo For = Extension.GetMethod("For", BindingFlags.Public | BindingFlags.Static)!;

    private static readonly FieldInfo Current = Reflected.Field(Extension, "_current");

    /// <summary>Lets the references of a system go, whose last turn is over.</summary>
    public static void Release(ActorSystem system) =>
        ((IDisposable)Current.GetValue(For.Invoke(null, [system]))!).Dispose();
}
