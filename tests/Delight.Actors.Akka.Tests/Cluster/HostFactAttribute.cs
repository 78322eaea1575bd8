namespace Delight.Actors.Akka.Tests.Cluster;

/// <summary>A test that starts hosts as processes: skipped where there is none with Akka.NET to start.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HostFactAttribute : FactAttribute
{
    public HostFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "kills processes by SIGKILL and guards them by sh";
        }
        else if (!File.Exists(HostProcess.Assembly))
        {
            Skip = $"there is no {HostProcess.Assembly}: build src/Delight.Host in the same configuration";
        }
        else if (!File.Exists(Path.Combine(Path.GetDirectoryName(HostProcess.Assembly)!, "Akka.Cluster.dll")))
        {
            Skip = $"{HostProcess.Assembly} was built without Akka.NET: build src/Delight.Host with -p:Akka=true";
        }
    }
}
