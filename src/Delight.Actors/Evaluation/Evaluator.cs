using Delight.Actors.Port;
using Delight.Determinism;

namespace Delight.Actors.Evaluation;

/// <summary>Measures policies on held-out contexts and tells the recorder; never trains.</summary>
/// <param name="recorder">Hears every measurement.</param>
/// <param name="createEvaluation">Makes the working memory, once for each instance.</param>
/// <remarks>
/// <para>In: <see cref="EvaluatePolicy"/>. Out: <see cref="PolicyEvaluated"/> to the recorder.</para>
/// <para>State: none between messages.</para>
/// <para>Time: takes none in virtual time, so that measuring changes nothing. Order: measurements in the order of
/// requests.</para>
/// <para>Restart: goes on with the next request.</para>
/// </remarks>
public sealed class Evaluator(ActorRef recorder, Func<HeldOutEvaluation> createEvaluation) : IActor
{
    private readonly HeldOutEvaluation _evaluation = createEvaluation();

    /// <inheritdoc/>
    public void Receive(object message, IActorContext context)
    {
        if (message is not EvaluatePolicy asked)
        {
            context.Unhandled(message);
            return;
        }

        // The same draws at every evaluation: curves of different runs and steps are compared on equal terms.
        RandomStream random = context.Random("evaluation");
        double error = _evaluation.Error(asked.Snapshot.Parameters, ref random);
        context.Send(recorder, new PolicyEvaluated(asked.Snapshot.Version, error, _evaluation.Rows));
    }

    /// <inheritdoc/>
    public void PostStop(IActorContext context) => _evaluation.Dispose();
}
