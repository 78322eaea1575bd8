using Akka.Actor;
using Delight.Samples.HelloSimulation;
using Delight.Simulation;

using Simulation simulation = Simulation.Create(seed: 7);
simulation.AddNode("server", Props.Create<Server>());
simulation.AddNode("client", Props.Create(() => new Client("/user/server")));
simulation.Network.Link("client", "server").Latency = TimeSpan.FromMilliseconds(50);
simulation.At(TimeSpan.FromHours(2), () => simulation.Crash("server"));
simulation.At(TimeSpan.FromHours(3), () => simulation.Restart("server"));
simulation.RunFor(TimeSpan.FromHours(24));
Console.WriteLine($"{Client.Answers} answers in {simulation.Elapsed.TotalHours} hours, digest {simulation.Digest:x16}");
