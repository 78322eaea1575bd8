using Delight.Learning.Execution;

namespace Delight.Learning.Policies;

/// <summary>Passes that need no other thread than the caller's.</summary>
public static class SerialPass
{
    /// <summary>Allocates a pass on the caller's own thread.</summary>
    /// <param name="policy">Of the parameters that it will be given.</param>
    /// <param name="rowsMax">The largest batch; at least 1.</param>
    public static IPolicyPass CreatePass(this IPolicy policy, int rowsMax) =>
        policy.CreatePass(rowsMax, SerialExecutor.Instance);
}
