namespace Delight.Actors.Network;

/// <summary>What the network makes of one message.</summary>
/// <param name="Copies">How often it arrives: 0, 1 or 2.</param>
/// <param name="First">Time of the first arrival since the start of the run.</param>
/// <param name="Second">Time of the second arrival; it may be the earlier one.</param>
/// <param name="Loss">Why it does not arrive, where it does not.</param>
public readonly record struct Passage(int Copies, TimeSpan First, TimeSpan Second, PassageLoss Loss)
{
    /// <summary>The name of the loss in the counters: <c>network-loss</c> or <c>network-partition</c>.</summary>
    public string LossReason => Loss == PassageLoss.Partition ? "network-partition" : "network-loss";

    internal static Passage Once(TimeSpan at) => new(1, at, default, PassageLoss.None);

    internal static Passage Twice(TimeSpan first, TimeSpan second) => new(2, first, second, PassageLoss.None);

    internal static Passage Lost(PassageLoss loss) => new(0, default, default, loss);
}
