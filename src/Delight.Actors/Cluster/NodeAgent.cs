using System.Globalization;
using Akka.Actor;
using Delight.Actors.Coordination;
using Delight.Actors.ParameterServers;
using Delight.Actors.Recording;
using Delight.Actors.Rollouts;
using Delight.Actors.Running;

namespace Delight.Actors.Cluster;

/// <summary>Brings one node into a training: registers, starts the workers, and ends when the head is gone.</summary>
/// <param name="node">What the node offers.</param>
/// <param name="registrar">Lets nodes in.</param>
/// <param name="clock">Clock of the node.</param>
/// <param name="end">Completed with the end of the node; faulted where it is not let in.</param>
/// <remarks>
/// <para>In: <see cref="RegistrationChallenge"/>, <see cref="NodeRegistered"/>, <see cref="NodeRefused"/>,
/// <see cref="Terminated"/> of the head, <see cref="RoleStopped"/> from the guardian of its roles,
/// <see cref="AskAgain"/> from itself. Out: <see cref="RegisterNode"/>, <see cref="RegistrationProof"/>.</para>
/// <para>State: whether it is in, and how many workers are left. Time: a timer until it is in; the pause doubles up to
/// its maximum. Order: any.</para>
/// <para>Supervision: its child <see cref="NodeGuardian"/> restarts workers, parameter server and
/// <see cref="PolicyFetcher"/> with back-off. Without one of the latter two, or the last worker, the node ends.</para>
/// </remarks>
internal sealed class NodeAgent(NodeOptions node, ActorSelection registrar, RunClock clock, TaskCompletionSource end)
    : UntypedActor, IWithTimers
{
    private const string AskKey = "ask", RolesName = "roles", ServerName = "parameter-server";

    private static readonly TimeSpan PauseMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(15);

    private readonly string _name = string.Create(
        CultureInfo.InvariantCulture, $"{Environment.MachineName}-{Environment.ProcessId}");

    private TimeSpan _pause = PauseMin;
    private bool _isIn;
    private int _workers;

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Props of the agent of a node.</summary>
    public static Props Props(
        NodeOptions node, ActorSelection registrar, RunClock clock, TaskCompletionSource end) =>
        Akka.Actor.Props.Create(() => new NodeAgent(node, registrar, clock, end));

    protected override void PreStart() => Ask();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case RegistrationChallenge challenge when !_isIn:
                Sender.Tell(new RegistrationProof(NodeRegistrar.MacOf(node.Secret, challenge.Nonce.Span)));
                break;
            case NodeRegistered registered when !_isIn:
                Begin(registered);
                break;
            case RegistrationChallenge or NodeRegistered:
                break; // an answer to an earlier question
            case NodeRefused refused:
                End(new NodeRefusedException(
                    $"the head at {node.SeedHost}:{node.SeedPort} does not let this node in: {refused.Reason}"));
                break;
            case AskAgain:
                Ask();
                break;
            case RoleStopped stopped:
                Miss(stopped);
                break;
            case NodeReturned:
                break; // its own guardian has started
            case Terminated:
                End(failure: null);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Ask()
    {
        registrar.Tell(new RegisterNode(_name, node.Workers, node.Pool ?? string.Empty), Self);
        Timers.StartSingleTimer(AskKey, new AskAgain(), _pause);
        _pause = _pause + _pause < PauseMax ? _pause + _pause : PauseMax;
    }

    private void Begin(NodeRegistered registered)
    {
        NodeWork work;
        try
        {
            work = node.Prepare(registered.Scenario);
        }
        catch (Exception unusable)
        {
            End(unusable);
            return;
        }

        _isIn = true;
        _workers = registered.Workers.Pools.Count;
        Timers.Cancel(AskKey);
        Context.Watch(Sender);
        NodePeers peers = new(Self, clock) { IsLaunched = true };
        NodeProgram program = new(RolesName, [.. Roles(registered, work)], peers);
        Context.ActorOf(program.Guardian, RolesName);
        Context.Publish(clock, "node-joined", string.Create(
            CultureInfo.InvariantCulture, $"{_workers} workers for {node.SeedHost}:{node.SeedPort}"));
    }

    private IEnumerable<RoleProgram> Roles(NodeRegistered registered, NodeWork work)
    {
        ActorSelection server = Context.ActorSelection($"{RolesName}/{ServerName}");
        IActorRef feed = Resolve(registered.ParameterServer);
        RolloutPeers peers = new(Resolve(registered.Learner), server, Resolve(registered.RewardService));
        StreamSource random = RunStreams.Of(work.Seed);
        int length = work.Policy.Layout.Length;
        yield return new RoleProgram(
            ServerName, RoleWave.Service, RoleProps.Of(() => new ParameterServer(conflates: true)));
        yield return new RoleProgram(
            "policies", RoleWave.Service, RoleProps.Of(() => new PolicyFetcher(feed, server, length, clock)));
        for (int index = 0; index < registered.Workers.Pools.Count; index++)
        {
            RolloutOptions pool = work.Pools.First(found => found.Pool == registered.Workers.Pools[index]);
            RolloutParts parts = new(
                work.Policy.Layout, () => new RolloutSampler(work.Task, work.Policy, pool, work.SamplesPerContext),
                clock, random);
            yield return new RoleProgram(
                TrainingNodes.WorkerName(pool.Pool, registered.Workers.First + index), RoleWave.Worker,
                RoleProps.Of(() => new RolloutWorker(peers, pool, parts)));
        }
    }

    private IActorRef Resolve(string path) => ((ExtendedActorSystem)Context.System).Provider.ResolveActorRef(path);

    private void Miss(RoleStopped stopped)
    {
        if (stopped.Wave != RoleWave.Worker || --_workers == 0)
        {
            End(failure: null);
        }
    }

    private void End(Exception? failure)
    {
        if (failure is null)
        {
            end.TrySetResult();
        }
        else
        {
            end.TrySetException(failure);
        }

        Context.Stop(Self);
    }
}
