using Delight.Determinism;
using Delight.Learning.Execution;
using Delight.Learning.Parameters;
using Delight.Learning.Policies;

namespace Delight.Learning.Torch;

/// <summary>A policy of Delight.Learning whose passes are TorchSharp's.</summary>
/// <param name="twin">Gives shape, layout and initial weights.</param>
/// <param name="device">Where passes compute.</param>
/// <param name="create">Makes the model of one pass.</param>
internal sealed class TorchPolicy(IPolicy twin, string device, Func<ModelPlace, TorchModel> create) : IPolicy
{
    public PolicyShape Shape => twin.Shape;

    public ParameterLayout Layout => twin.Layout;

    public void Initialise(ref RandomStream random, Span<float> parameters) =>
        twin.Initialise(ref random, parameters);

    public IPolicyPass CreatePass(int rowsMax, IKernelExecutor executor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsMax, 1);
        return new TorchPass(create(new ModelPlace(rowsMax, device)), executor.Workers);
    }
}
