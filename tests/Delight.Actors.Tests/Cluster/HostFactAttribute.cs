namespace Delight.Actors.Tests.Cluster;

/// <summary>A test that starts hosts as processes.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HostFactAttribute : FactAttribute
{
    public HostFactAttribute() =>
        Skip = OperatingSystem.IsWindows() ? "kills processes by SIGKILL and guards them by sh" : null;
}
