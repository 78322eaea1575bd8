using Akka.Actor;
using Delight.Actors.Evaluation;
using Delight.Actors.ParameterServers;
using Delight.Actors.Snapshots;
using Delight.Learning.Parameters;
using Delight.Learning.Training;

namespace Delight.Actors.Learners;

/// <summary>Hands copies of the learner's parameters to those who use them: the parameter server, the evaluator, and at
/// the end the coordinator.</summary>
/// <remarks>Touched in turns of the learner alone.</remarks>
internal sealed class PolicyHandout(
    LearnerParts parts, LearnerOptions options, LearnerPeers peers, PolicyTrainer trainer, IActorRef learner)
{
    /// <summary>The newest version that workers can have.</summary>
    public PolicyVersion Published { get; private set; } = PolicyVersion.Initial;

    public void Publish(PolicyVersion version)
    {
        Published = version;
        parts.Audit?.Published(version);
        Hand(peers.ParameterServer, version, snapshot => new PublishPolicy(snapshot));
    }

    public void PublishIfDue(PolicyVersion version)
    {
        if (version.Step % options.PublishEvery == 0 || version.Step >= options.Steps)
        {
            Publish(version);
        }
    }

    /// <summary>Lets the policy be measured where that is due; the coordinator has the final one measured.</summary>
    public void EvaluateOrFinish(PolicyVersion version)
    {
        if (version.Step >= options.Steps)
        {
            Hand(peers.Coordinator, version, snapshot => new TrainingFinished(snapshot));
        }
        else if (version.Step % options.EvaluateEvery == 0)
        {
            Hand(peers.Evaluator, version, snapshot => new EvaluatePolicy(snapshot));
        }
    }

    private void Hand(
        ICanTell receiver, PolicyVersion version, Func<PolicySnapshot, object> message)
    {
        receiver.Tell(message(new PolicySnapshot(version, trainer.Parameters)), learner);
    }
}
