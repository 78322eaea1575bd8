using Delight.Experiments.Text;
using Delight.Learning.Catalogue;

namespace Delight.Experiments.Runs;

/// <summary>The live runtimes by their names.</summary>
public static class TrainingRuntimes
{
    /// <summary>The live runtime.</summary>
    public const string Akka = "akka";

    /// <summary>A runtime that there was once; records of its runs still name it.</summary>
    public const string Threads = "threads";

    /// <summary>Refuses what is no live runtime.</summary>
    /// <param name="name">As on the command line; null for akka.</param>
    /// <exception cref="UserErrorException">There is no such runtime.</exception>
    public static void RequireLive(string? name)
    {
        if (name is not (null or Akka))
        {
            throw new UserErrorException(name == Threads
                ? $"--runtime is '{Threads}', which is gone: live runs are on Akka.NET. Leave it out, or write {Akka}."
                : $"--runtime {name}: there is no such live runtime.{NearestName.Hint(name, [Akka])} Known: {Akka}.");
        }
    }
}
