namespace Delight.Actors.Tests.Cluster;

/// <summary>As <see cref="HostFactAttribute"/>, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HostTheoryAttribute : TheoryAttribute
{
    public HostTheoryAttribute() => Skip = new HostFactAttribute().Skip;
}
