using Delight.Actors.Cluster;
using Delight.Actors.Testing.Training;
using Delight.Learning.Catalogue;

namespace Delight.Host.Runs;

/// <summary>The live runtimes by their names.</summary>
internal static class TrainingRuntimes
{
    /// <summary>The live runtime.</summary>
    public const string Akka = "akka";

    /// <summary>A runtime that there was once; records of its runs still name it.</summary>
    public const string Threads = "threads";

    /// <summary>The runtime of a live run.</summary>
    /// <param name="name">As on the command line; null for akka.</param>
    /// <param name="hocon">Its configuration file; null: none.</param>
    /// <param name="head">Set for the head of a cluster; null: all of it is in this process.</param>
    /// <exception cref="UserErrorException">There is no such runtime, or the file cannot be read or used.</exception>
    public static ITrainingRuntime Live(string? name, string? hocon, HeadOptions? head)
    {
        Require(name);
        string text = ClusterArguments.Configuration(hocon);
        return head is null ? new LiveTraining(text) : new ClusterHeadRuntime(head, text);
    }

    private static void Require(string? name)
    {
        if (name is not (null or Akka))
        {
            throw new UserErrorException(name == Threads
                ? $"--runtime is '{Threads}', which is gone: live runs are on Akka.NET. Leave it out, or write {Akka}."
                : $"--runtime {name}: there is no such live runtime.{NearestName.Hint(name, [Akka])} Known: {Akka}.");
        }
    }
}
