namespace Delight.Simulation.TestKit.Reporting;

/// <summary>What is told about tasks that nothing completes.</summary>
internal static class TaskLines
{
    public static InvalidOperationException NotComplete() => new(
        "a task of the test is not complete, and nothing is left to happen. Wait with Task.Delay(delay, "
        + "Simulation.TimeProvider) or members of the kit, and use no Task.Run.");
}
