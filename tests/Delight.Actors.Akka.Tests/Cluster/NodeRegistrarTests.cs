using Delight.Actors.Akka.Cluster;
using Delight.Actors.Akka.Hosting;
using Delight.Actors.Coordination;
using Delight.Actors.Port;
using Delight.Actors.Testing;
using Delight.Actors.Tests;

namespace Delight.Actors.Akka.Tests.Cluster;

public sealed class NodeRegistrarTests
{
    private const string Secret = "a secret of the test";

    [Theory]
    [InlineData(Secret, 0)]
    [InlineData("another secret!!", 1)]
    public async Task Registrar_AskedTwiceBeforeTheProof_RefusesOnlyAWrongSecret(string secret, int refused)
    {
        Events events = new();
        AkkaRuntime runtime = new(new AkkaOptions { Seed = 1, Time = TimeProvider.System, Observer = events });
        await using (runtime)
        {
            ActorRef coordinator = runtime.Spawn("coordinator", ScriptedActor.Handling((_, _) => { }));
            HeadOptions head = new() { Host = "127.0.0.1", Port = 1, Secret = Secret, Scenario = "{}" };
            ActorRef registrar = runtime.Spawn("nodes", new ActorSpec
            {
                Create = () => new NodeRegistrar(runtime, coordinator, head, [TestTraining.Pool()]),
            });
            int challenges = 0;
            runtime.Spawn("node", new ActorSpec
            {
                Create = () => new ScriptedActor
                {
                    OnStart = context =>
                    {
                        context.Send(registrar, new RegisterNode("n", 1, string.Empty));
                        context.Send(registrar, new RegisterNode("n", 1, string.Empty));
                    },
                    OnMessage = (message, context) =>
                    {
                        if (message is RegistrationChallenge challenge)
                        {
                            challenges++;
                            context.Send(registrar, new RegistrationProof(
                                NodeRegistrar.MacOf(secret, challenge.Nonce.Span)));
                        }
                    },
                },
            });
            await runtime.WhenQuietAsync();
            Assert.Equal(2, challenges);
        }

        Assert.Equal(refused, events.All.Count(happened => happened.Kind == "node-refused"));
    }
}
