using System.Globalization;

namespace Delight.Simulation.Programs;

/// <summary>Runs the market once and prints its digest: <c>SEED [VARIANT] [shuffled]</c>. Tests start it as a
/// process.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        ulong seed = ulong.Parse(arguments[0], CultureInfo.InvariantCulture);
        string variant = arguments.Length > 1 ? arguments[1] : Market.Clean;
        Console.WriteLine(Market.Run(seed, variant, arguments.Contains("shuffled", StringComparer.Ordinal)));
        return 0;
    }
}
