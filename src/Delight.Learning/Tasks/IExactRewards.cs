namespace Delight.Learning.Tasks;

/// <summary>A task of one decision whose expected rewards are known: the true policy gradient can be
/// computed.</summary>
/// <remarks>For measurement alone: what it says never enters an update.</remarks>
public interface IExactRewards : ITask
{
    /// <summary>Writes the expected reward of every action, before any friction.</summary>
    /// <param name="context">[ContextBytes].</param>
    /// <param name="rewards">[A]; overwritten.</param>
    void ExpectedRewards(ReadOnlySpan<byte> context, Span<double> rewards);
}
