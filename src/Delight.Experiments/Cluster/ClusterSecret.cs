namespace Delight.Experiments.Cluster;

/// <summary>The secret that the head of a cluster and its nodes share.</summary>
public static class ClusterSecret
{
    /// <summary>The variable of the environment that holds it.</summary>
    public const string Variable = "DELIGHT_SECRET";

    /// <summary>A shorter one is refused.</summary>
    public const int LengthMin = 16;
}
