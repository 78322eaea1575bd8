using Delight.Actors.Frictions;
using Delight.Actors.Messages;
using Delight.Learning.Parameters;
using Delight.Simulation;

namespace Delight.Actors.Rollouts;

/// <summary>A worker lives and takes as many requests as it has slots.</summary>
/// <param name="Slots">Requests that it holds at once; each trajectory that it sends frees one again.</param>
/// <param name="RowsPerRequest">Rows of one request, at least 1.</param>
/// <param name="Life">Rises with every start of the worker. In a new life it holds nothing: what the life before held
/// is lost, and its credit returns to the learner. The same life again is a sign of life, and changes nothing for a
/// learner that knows it.</param>
/// <remarks>Wire: <c>request-work/1</c>. Losing one leaves the worker idle until the next sign of life.</remarks>
public sealed record RequestWork(int Slots, int RowsPerRequest, long Life = 0) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "request-work/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        fields.Add(Slots);
        fields.Add(RowsPerRequest);
        fields.Add(Life);
    }
}

/// <summary>A worker reminds itself to show the learner and the parameter server that it lives.</summary>
/// <remarks>Wire: never leaves its actor.</remarks>
public sealed record ShowLife : IMessage
{
    /// <inheritdoc/>
    public string WireName => "show-life/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        // It has no fields.
    }
}

/// <summary>The learner grants a request: credit for that many rows.</summary>
/// <param name="Request">Names the request.</param>
/// <param name="FirstRow">Number of its first row in the whole run. Row numbers key every random draw, so that a
/// reissued request draws the same again; rows of one context follow each other and may stand in several
/// requests.</param>
/// <param name="Rows">Rows to generate.</param>
/// <param name="OldestVersion">No older policy may be used; a worker that has only an older one waits for the
/// next.</param>
/// <remarks>Wire: <c>generate-rollouts/1</c>. Losing one costs its credit until the learner takes it back.</remarks>
public sealed record GenerateRollouts(RequestId Request, long FirstRow, int Rows, PolicyVersion OldestVersion)
    : IMessage
{
    /// <inheritdoc/>
    public string WireName => "generate-rollouts/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        Request.Describe(ref fields);
        fields.Add(FirstRow);
        fields.Add(Rows);
        fields.Add(OldestVersion);
    }
}

/// <summary>A worker finished a request and offers its rows for training. Dims: B rows, T decisions.</summary>
/// <remarks>Wire: <c>trajectories-ready/1</c>. Losing one costs its rows, and their credit until the learner takes it
/// back. The sender must not write to the arrays again.</remarks>
public sealed record TrajectoriesReady : IMessage, ISized
{
    /// <inheritdoc/>
    public string WireName => "trajectories-ready/1";

    /// <summary>The request that is answered.</summary>
    public required RequestId Request { get; init; }

    /// <summary>B.</summary>
    public required int Rows { get; init; }

    /// <summary>The policy that chose the first action.</summary>
    public required PolicyVersion VersionAtStart { get; init; }

    /// <summary>The policy that chose the last action.</summary>
    public required PolicyVersion VersionAtEnd { get; init; }

    /// <summary>Mean step over the decisions of the policies that chose them.</summary>
    /// <value>From the step of <see cref="VersionAtStart"/> to that of <see cref="VersionAtEnd"/>.</value>
    public required double StepMean { get; init; }

    /// <summary>[B, ContextBytes] of the task.</summary>
    public required ReadOnlyMemory<byte> Contexts { get; init; }

    /// <summary>[B, T] actions.</summary>
    public required ReadOnlyMemory<int> Chosen { get; init; }

    /// <summary>[B, T] natural logs of the probabilities with which the worker claims to have chosen them.</summary>
    public required ReadOnlyMemory<double> BehaviourLogProbs { get; init; }

    /// <summary>[B, T] 1 where a decision counts, else 0.</summary>
    public required ReadOnlyMemory<byte> Mask { get; init; }

    /// <summary>[B] rewards.</summary>
    public required ReadOnlyMemory<float> Rewards { get; init; }

    /// <summary>[B] rows with the same key answer the same context.</summary>
    public required ReadOnlyMemory<long> GroupKeys { get; init; }

    /// <summary>[B] what happened to each row, for the record.</summary>
    public required ReadOnlyMemory<RowFriction> Frictions { get; init; }

    /// <summary>All arrays but <see cref="Frictions"/>, which only the record of the experiment needs.</summary>
    public long Bytes => Contexts.Length + ((sizeof(int) + sizeof(double)) * (long)Chosen.Length) + Mask.Length
        + ((sizeof(float) + sizeof(long)) * (long)Rows);

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        Request.Describe(ref fields);
        fields.Add(Rows);
        fields.Add(VersionAtStart);
        fields.Add(VersionAtEnd);
    }
}

/// <summary>A worker reminds itself that the rewards of a request did not come in time.</summary>
/// <param name="Request">The request.</param>
/// <remarks>Wire: never leaves its actor.</remarks>
public sealed record RewardMissed(RequestId Request) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "reward-missed/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields) => Request.Describe(ref fields);
}
