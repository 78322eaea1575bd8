using System.Diagnostics;
using System.Reflection;
using Delight.Learning.Kernels;

namespace Delight.Benchmarks.Tests;

/// <summary>A theory about optimised code: a debug build, where the compiler keeps temporary arrays, skips it and says
/// so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OptimisedTheoryAttribute : TheoryAttribute
{
    public OptimisedTheoryAttribute()
    {
        Assembly measured = typeof(MatrixProduct).Assembly;
        if (measured.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled == true)
        {
            Skip = "allocation gates hold for optimised code; run ./delight test, or dotnet test -c Release";
        }
    }
}
