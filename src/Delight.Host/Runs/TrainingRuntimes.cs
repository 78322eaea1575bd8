using Delight.Actors.Akka.Training;
using Delight.Actors.Coordination;
using Delight.Learning.Catalogue;

namespace Delight.Host.Runs;

/// <summary>The live runtimes by their names.</summary>
internal static class TrainingRuntimes
{
    private const string Threads = "threads";
    private const string Akka = "akka";

    /// <summary>The runtime of a live run.</summary>
    /// <param name="name">As on the command line; null for akka.</param>
    /// <param name="clock">The wall clock.</param>
    /// <exception cref="UserErrorException">There is no such runtime.</exception>
    public static ITrainingRuntime Live(string? name, TimeProvider clock) => name switch
    {
        null or Akka => new AkkaTrainingRuntime(clock),
        Threads => new ThreadedTrainingRuntime(clock),
        _ => throw new UserErrorException(
            $"--runtime {name}: there is no such live runtime.{NearestName.Hint(name, [Threads, Akka])} "
            + $"Known: {Threads}, {Akka}."),
    };
}
