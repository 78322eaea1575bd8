using System.Diagnostics;
using System.Reflection;
using Delight.Learning.Kernels;

namespace Delight.Learning.Tests;

/// <summary>A test of allocated bytes: without optimisation the runtime boxes registers that it otherwise never
/// does, so that only an optimised build says something.</summary>
public sealed class OptimisedFactAttribute : FactAttribute
{
    public OptimisedFactAttribute()
    {
        DebuggableAttribute? debuggable = typeof(MatrixProduct).Assembly.GetCustomAttribute<DebuggableAttribute>();
        if (debuggable is { IsJITOptimizerDisabled: true })
        {
            Skip = "allocation is measured in optimised builds: ./delight test, or dotnet test -c Release";
        }
    }
}
