using Delight.Actors.Coordination;
using Delight.Learning.Catalogue;

namespace Delight.Host.Runs;

/// <summary>The live runtimes of this build: threads always, akka where it was built in.</summary>
/// <remarks>Found in the assemblies that were built, so that nothing here depends on a package that a feed may
/// lack.</remarks>
internal static class TrainingRuntimes
{
    private const string Threads = "threads";
    private const string AkkaName = "akka";
    private const string AkkaAssembly = "Delight.Actors.Akka";

    /// <summary>The runtime of a live run.</summary>
    /// <param name="name">As on the command line; null for akka where it is built in, else threads.</param>
    /// <param name="clock">The wall clock.</param>
    /// <exception cref="UserErrorException">There is no such runtime, or not in this build.</exception>
    public static ITrainingRuntime Live(string? name, TimeProvider clock)
    {
        ITrainingRuntime? akka = name == Threads ? null : FindInAkka<ITrainingRuntime>();
        return name switch
        {
            null => akka ?? new ThreadedTrainingRuntime(clock),
            Threads => new ThreadedTrainingRuntime(clock),
            AkkaName => akka ?? throw WithoutAkka("--runtime akka"),
            _ => throw new UserErrorException(
                $"--runtime {name}: there is no such live runtime.{NearestName.Hint(name, [Threads, AkkaName])} "
                + $"Known: {Threads}, {AkkaName}."),
        };
    }

    /// <summary>The runtime that has clusters.</summary>
    /// <exception cref="UserErrorException">This build has none.</exception>
    public static IClusterRuntime Akka() =>
        FindInAkka<IClusterRuntime>() ?? throw WithoutAkka("clusters");

    private static UserErrorException WithoutAkka(string what) => new(
        $"{what}: this build has no Akka.NET, which the package feed lacked or nobody asked for. Add it "
        + "with DELIGHT_AKKA=true ./delight run ... where the feed has it, or take --runtime threads.");

    /// <summary>What the akka assembly has of a kind; null where it is empty.</summary>
    internal static T? FindInAkka<T>()
        where T : class => BuiltIn.Find<T>(AkkaAssembly);
}
