namespace Delight.Hosting.Discovery;

/// <summary>A head that is looked up by <c>akka.discovery</c>.</summary>
/// <param name="Name">Name of the service, as the method of discovery knows it.</param>
/// <param name="Port">The port where the method names none.</param>
/// <remarks><c>akka.discovery.method</c> in HOCON says how: <c>config</c>, <c>aggregate</c>, or that of a further
/// package, such as <c>kubernetes-api</c>.</remarks>
public sealed record HeadService(string Name, int Port);
