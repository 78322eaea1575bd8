using Delight.Actors.Frictions;
using Delight.Actors.Running;
using Delight.Determinism;
using Delight.Learning.Kernels;
using Delight.Learning.Policies;
using Delight.Learning.Tasks;

namespace Delight.Actors.Rollouts;

/// <summary>The arithmetic of a worker: draws the contexts of a request and answers them with a policy.</summary>
/// <remarks>
/// Every draw is keyed by the number of its row in the whole run, a context by the number of its group, so who does the
/// work changes nothing. Not thread-safe: owned by one worker.
/// </remarks>
public sealed class RolloutSampler : IDisposable
{
    private readonly ITask _task;
    private readonly RolloutOptions _options;
    private readonly int _samplesPerContext;
    private readonly IPolicyPass _pass;
    private readonly byte[] _inputs;
    private readonly double[] _draws;
    private readonly bool[] _broken;
    private readonly bool _tellsTruth;
    private readonly float[] _logits;
    private readonly double[] _logProbs;
    private readonly double[] _probabilities;
    private InFlight? _inFlight;

    /// <summary>Allocates for requests of at most that many rows.</summary>
    /// <param name="task">Gives contexts.</param>
    /// <param name="policy">Answers them.</param>
    /// <param name="options">Of the pool: request size and build.</param>
    /// <param name="samplesPerContext">Rows of one group, at least 1.</param>
    public RolloutSampler(ITask task, IPolicy policy, RolloutOptions options, int samplesPerContext)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samplesPerContext, 1);
        _task = task;
        _options = options;
        _samplesPerContext = samplesPerContext;
        _pass = policy.CreatePass(options.RowsPerRequest);
        _inputs = new byte[options.RowsPerRequest * task.Shape.InputBytes];
        _draws = new double[options.RowsPerRequest * task.Shape.Decisions];
        _broken = new bool[options.RowsPerRequest];
        _tellsTruth = options.Defects.TellsTruth && BuildDefects.ChangesActions(options.Build);
        int truths = _tellsTruth ? _draws.Length : 0;
        _logits = new float[truths * task.Shape.Actions];
        _logProbs = new double[truths];
        _probabilities = new double[_logits.Length];
    }

    /// <summary>Answers one request.</summary>
    /// <param name="request">Which rows.</param>
    /// <param name="parameters">[Layout.Length] of the policy.</param>
    /// <param name="random">Derives streams: <c>contexts</c> by group, <c>actions</c> by row, <c>broken-rows</c> by row
    /// or <c>broken-groups</c> by group.</param>
    public Rollout Sample(GenerateRollouts request, ReadOnlySpan<float> parameters, StreamSource random)
    {
        Rollout rollout = Begin(request, random);
        _pass.Sample(
            parameters, InputsOf(rollout), _draws.AsSpan(0, rollout.Chosen.Length), rollout.Chosen,
            rollout.BehaviourLogProbs);
        End(rollout, parameters);
        return rollout;
    }

    /// <summary>Draws the contexts of a request, whose answers <see cref="Decide"/> then chooses.</summary>
    /// <remarks>A sampler has one request at a time: the next begins when this one has ended.</remarks>
    /// <param name="request">Which rows.</param>
    /// <param name="random">As <see cref="Sample"/> takes it.</param>
    public Rollout Begin(GenerateRollouts request, StreamSource random)
    {
        PolicyShape shape = _task.Shape;
        Rollout rollout = new(request.Rows, shape.Decisions, _task.ContextBytes);
        for (int row = 0; row < request.Rows; row++)
        {
            long number = request.FirstRow + row;
            Span<byte> context = rollout.Contexts.AsSpan(row * _task.ContextBytes, _task.ContextBytes);
            rollout.GroupKeys[row] = number / _samplesPerContext;
            _broken[row] = IsBroken(number, rollout.GroupKeys[row], random);
            RandomStream contexts = random("contexts", rollout.GroupKeys[row]);
            _task.DrawContext(ref contexts, context);
            _task.Encode(context, _inputs.AsSpan(row * shape.InputBytes, shape.InputBytes));
            RandomStream actions = random("actions", number);
            foreach (ref double draw in _draws.AsSpan(row * shape.Decisions, shape.Decisions))
            {
                draw = actions.NextUniform();
            }
        }

        return rollout;
    }

    /// <summary>Chooses one decision of every row. One policy that chooses all of them gives the bits of
    /// <see cref="Sample"/> on the kernels.</summary>
    /// <param name="rollout">As <see cref="Begin"/> gave it, with the decisions before this one.</param>
    /// <param name="parameters">[Layout.Length] of the policy.</param>
    /// <param name="decision">t, from 0 on.</param>
    public void Decide(Rollout rollout, ReadOnlySpan<float> parameters, int decision)
    {
        PolicyShape shape = _task.Shape;
        _inFlight ??= new InFlight(_options.RowsPerRequest, shape);
        Span<float> logits = _inFlight.Logits.AsSpan(0, rollout.Chosen.Length * shape.Actions);
        _pass.Forward(parameters, InputsOf(rollout), rollout.Chosen, rollout.Rows, logits);
        Span<float> own = _inFlight.Draw.LogitsOf(rollout.Rows);
        for (int row = 0; row < rollout.Rows; row++)
        {
            int cell = (row * shape.Decisions) + decision;
            logits.Slice(cell * shape.Actions, shape.Actions).CopyTo(own[(row * shape.Actions)..]);
            _inFlight.Draws[row] = _draws[cell];
        }

        _inFlight.Draw.Choose(
            rollout.Rows, _inFlight.Draws.AsSpan(0, rollout.Rows), _inFlight.Chosen, _inFlight.LogProbs);
        for (int row = 0; row < rollout.Rows; row++)
        {
            int cell = (row * shape.Decisions) + decision;
            rollout.Chosen[cell] = _inFlight.Chosen[row];
            rollout.BehaviourLogProbs[cell] = _inFlight.LogProbs[row];
        }
    }

    /// <summary>Does to a finished rollout what the pool's build does.</summary>
    /// <param name="rollout">With all its decisions.</param>
    /// <param name="parameters">[Layout.Length] of the policy that chose last.</param>
    public void End(Rollout rollout, ReadOnlySpan<float> parameters)
    {
        BuildDefects.Apply(_options.Build, _task, rollout, _broken);
        if (_tellsTruth)
        {
            TellTruth(parameters, InputsOf(rollout), rollout);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _pass.Dispose();

    private ReadOnlySpan<byte> InputsOf(Rollout rollout) =>
        _inputs.AsSpan(0, rollout.Rows * _task.Shape.InputBytes);

    private bool IsBroken(long row, long group, StreamSource random)
    {
        DefectOptions defects = _options.Defects;
        if (defects.Share >= 1 || !BuildDefects.BreaksRows(_options.Build))
        {
            return true;
        }

        RandomStream draw = defects.Unit == DefectUnit.Groups
            ? random("broken-groups", group) : random("broken-rows", row);
        return draw.NextChance(defects.Share);
    }

    /// <summary>Replaces what the build claims of broken rows by the probability that the policy gives their
    /// answers.</summary>
    private void TellTruth(ReadOnlySpan<float> parameters, ReadOnlySpan<byte> inputs, Rollout rollout)
    {
        int decisions = _task.Shape.Decisions, actions = _task.Shape.Actions, cells = rollout.Chosen.Length;
        Span<double> logProbs = _logProbs.AsSpan(0, cells);
        _pass.Forward(parameters, inputs, rollout.Chosen, rollout.Rows, _logits.AsSpan(0, cells * actions));
        LogSoftmax.Forward(
            _logits.AsSpan(0, cells * actions), actions, rollout.Chosen, logProbs,
            _probabilities.AsSpan(0, cells * actions));
        for (int row = 0; row < rollout.Rows; row++)
        {
            if (_broken[row])
            {
                logProbs.Slice(row * decisions, decisions)
                    .CopyTo(rollout.BehaviourLogProbs.AsSpan(row * decisions));
            }
        }
    }

    /// <summary>Memory of answers that grow decision by decision.</summary>
    private sealed class InFlight(int rowsMax, PolicyShape shape)
    {
        public float[] Logits { get; } = new float[rowsMax * shape.Decisions * shape.Actions];

        public ActionDraw Draw { get; } = new(rowsMax, shape.Actions);

        public double[] Draws { get; } = new double[rowsMax];

        public int[] Chosen { get; } = new int[rowsMax];

        public double[] LogProbs { get; } = new double[rowsMax];
    }
}
