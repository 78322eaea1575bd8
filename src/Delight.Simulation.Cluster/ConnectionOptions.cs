namespace Delight.Simulation.Cluster;

/// <summary>How connections between systems behave on links that do not pass frames.</summary>
/// <remarks>As with TCP: what a cut link does not pass is sent again after a pause that doubles. When the link heals
/// in time, all of it arrives in its order. Else the connection breaks.</remarks>
public sealed record ConnectionOptions
{
    /// <summary>Pause before frames are sent again for the first time.</summary>
    /// <value>Above 0. Default 200 ms.</value>
    public TimeSpan RetriesAfter { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>A connection whose frames do not pass for that long breaks at the sender's end.</summary>
    /// <value>Above 0. Default 60 s. Akka.Remote's own failure detector of connections waits for 124 s.</value>
    public TimeSpan BreaksAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>An attempt to connect that is not answered fails after that long.</summary>
    /// <value>Above 0. Default 15 s, as in Akka.Remote's transport.</value>
    public TimeSpan ConnectsWithin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Checks the ranges that the properties state.</summary>
    internal void Validate()
    {
        Require.Positive(RetriesAfter, nameof(RetriesAfter));
        Require.Positive(BreaksAfter, nameof(BreaksAfter));
        Require.Positive(ConnectsWithin, nameof(ConnectsWithin));
    }
}
