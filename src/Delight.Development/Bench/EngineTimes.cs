namespace Delight.Development.Bench;

/// <summary>What one training step takes on each engine, in milliseconds.</summary>
/// <param name="Policy"><c>mlp</c> or <c>transformer</c>.</param>
/// <param name="Width">Of its layers.</param>
/// <param name="Threads">That each engine computes with.</param>
internal sealed record EngineTimes(string Policy, int Width, int Threads)
{
    /// <summary>Median over the rounds.</summary>
    public required double Kernels { get; init; }

    /// <inheritdoc cref="Kernels"/>
    public required double Torch { get; init; }

    /// <summary>The same for PyTorch; null where there is none.</summary>
    public required double? Python { get; init; }

    /// <summary>Measures the engines in turn, A B C A B C, so that a machine's moods fall on all.</summary>
    /// <param name="subject">Policy, width and threads.</param>
    /// <param name="engines">Each runs its own number of steps and says milliseconds a step; PyTorch may be
    /// null.</param>
    /// <param name="rounds">Turns of each; one more goes before and is not counted.</param>
    public static EngineTimes Measure(
        (string Policy, int Width, int Threads) subject,
        (Func<double> Kernels, Func<double> Torch, Func<double>? Python) engines, int rounds)
    {
        List<double> kernels = [], torch = [], python = [];
        for (int round = -1; round < rounds; round++)
        {
            double ours = engines.Kernels();
            double twin = engines.Torch();
            double? reference = engines.Python?.Invoke();
            if (round >= 0)
            {
                kernels.Add(ours);
                torch.Add(twin);
                python.AddRange(reference is { } measured ? [measured] : []);
            }
        }

        return new EngineTimes(subject.Policy, subject.Width, subject.Threads)
        {
            Kernels = SideBySide.Median(kernels),
            Torch = SideBySide.Median(torch),
            Python = python.Count > 0 ? SideBySide.Median(python) : null,
        };
    }

    /// <summary>The smallest width from which on TorchSharp is faster than the kernels, at that and every larger
    /// one; null where it never is.</summary>
    /// <param name="times">Of one policy and one number of threads.</param>
    public static int? Crossing(IEnumerable<EngineTimes> times)
    {
        EngineTimes[] ahead = [.. times.OrderByDescending(time => time.Width).TakeWhile(
            time => time.Torch < time.Kernels)];
        return ahead.Length > 0 ? ahead[^1].Width : null;
    }
}
