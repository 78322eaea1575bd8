using Delight.Actors.Running;
using Delight.Learning.Parameters;

namespace Delight.Actors.Rollouts;

/// <summary>What a worker is put together from, made anew at every start.</summary>
/// <param name="Layout">Of the policy's parameters.</param>
/// <param name="CreateSampler">Makes the worker's sampler.</param>
/// <param name="Clock">Clock of the run.</param>
/// <param name="Random">Random streams of the run.</param>
public sealed record RolloutParts(
    ParameterLayout Layout, Func<RolloutSampler> CreateSampler, RunClock Clock, StreamSource Random);
