using Delight.Actors.Akka.Training;
using Delight.Learning.Catalogue;

namespace Delight.Host.Runs;

/// <summary>The live runtimes by their names.</summary>
internal static class TrainingRuntimes
{
    /// <summary>A runtime that there was once; records of its runs still name it.</summary>
    public const string Threads = "threads";

    private const string Akka = "akka";

    /// <summary>The runtime of a live run.</summary>
    /// <param name="name">As on the command line; null for akka.</param>
    /// <param name="hocon">Its configuration file; null: none.</param>
    /// <param name="clock">The wall clock.</param>
    /// <exception cref="UserErrorException">There is no such runtime, or the file cannot be read or used.</exception>
    public static AkkaTrainingRuntime Live(string? name, string? hocon, TimeProvider clock) => name switch
    {
        null or Akka => ClusterArguments.Runtime(hocon, clock),
        Threads => throw new UserErrorException(
            $"--runtime is '{Threads}', which is gone: live runs are on Akka.NET. Leave it out, or write {Akka}."),
        _ => throw new UserErrorException(
            $"--runtime {name}: there is no such live runtime.{NearestName.Hint(name, [Akka])} Known: {Akka}."),
    };
}
