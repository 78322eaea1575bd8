using Akka.Actor;
using Delight.Actors.Running;

namespace Delight.Actors.Evaluation;

/// <summary>Measures policies on held-out contexts and tells the recorder; never trains.</summary>
/// <param name="recorder">Hears every measurement.</param>
/// <param name="createEvaluation">Makes the working memory, once for each instance.</param>
/// <param name="random">Random streams of the run.</param>
/// <remarks>
/// <para>In: <see cref="EvaluatePolicy"/>. Out: <see cref="PolicyEvaluated"/> to the recorder.</para>
/// <para>State: none between messages.</para>
/// <para>Time: takes none in virtual time, so that measuring changes nothing. Order: measurements in the order of
/// requests.</para>
/// <para>Restart: goes on with the next request.</para>
/// </remarks>
public sealed class Evaluator(ICanTell recorder, Func<HeldOutEvaluation> createEvaluation, StreamSource random)
    : UntypedActor
{
    private readonly HeldOutEvaluation _evaluation = createEvaluation();

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        if (message is not EvaluatePolicy asked)
        {
            Unhandled(message);
            return;
        }

        EvaluationFigures figures = _evaluation.Measure(asked.Snapshot.Parameters, random);
        recorder.Tell(new PolicyEvaluated(asked.Snapshot.Version, figures, _evaluation.Rows), Self);
    }

    /// <inheritdoc/>
    protected override void PostStop() => _evaluation.Dispose();
}
