using Delight.Simulation.Exploration;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Delight.Simulation.TestKit.Running;

/// <summary>Makes one test case of a method that is marked with <see cref="SimulationFactAttribute"/>. Called by
/// xunit.</summary>
/// <param name="messages">Where xunit wants to hear of its own troubles.</param>
public sealed class SimulationTestCaseDiscoverer(IMessageSink messages) : IXunitTestCaseDiscoverer
{
    /// <inheritdoc/>
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        IParameterInfo[] parameters = [.. testMethod.Method.GetParameters()];
        TestMethodDisplay display = discoveryOptions.MethodDisplayOrDefault();
        TestMethodDisplayOptions options = discoveryOptions.MethodDisplayOptionsOrDefault();
        bool isFit = parameters.Length == 0
            || (parameters.Length == 1 && parameters[0].ParameterType.ToRuntimeType() == typeof(ulong));
        if (!isFit || testMethod.Method.IsGenericMethodDefinition)
        {
            yield return new ExecutionErrorTestCase(
                messages, display, options, testMethod,
                $"{testMethod.Method.Name} takes {parameters.Length} parameters; a simulation test takes none, or one "
                + "ulong for the seed, and no type parameters. Draw further values from the seed.");
            yield break;
        }

        if (factAttribute.GetNamedArgument<int>(nameof(FactAttribute.Timeout)) != 0)
        {
            yield return new ExecutionErrorTestCase(
                messages, display, options, testMethod,
                $"{testMethod.Method.Name} has a Timeout, which counts by the wall clock. Leave it out, and bound the "
                + "test with Within.");
            yield break;
        }

        yield return new SimulationTestCase(messages, display, options, testMethod, new ExplorationOptions
        {
            FirstSeed = factAttribute.GetNamedArgument<ulong>(nameof(SimulationFactAttribute.FirstSeed)),
            Seeds = factAttribute.GetNamedArgument<int>(nameof(SimulationFactAttribute.Seeds)),
            Jobs = factAttribute.GetNamedArgument<int>(nameof(SimulationFactAttribute.Jobs)),
        });
    }
}
