using Delight.Actors.Messages;
using Delight.Simulation;

namespace Delight.Actors.Coordination;

/// <summary>The coordinator checks whether the training makes progress.</summary>
/// <remarks>Wire: never leaves its actor.</remarks>
public sealed record CheckProgress : IMessage
{
    /// <inheritdoc/>
    public string WireName => "check-progress/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        // It has no fields.
    }
}

/// <summary>A guardian starts those roles of its node that belong to a wave.</summary>
/// <param name="Wave">Which.</param>
/// <remarks>Wire: never leaves its process. The guardian answers with <see cref="RolesStarted"/>.</remarks>
public sealed record StartRoles(RoleWave Wave) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "start-roles/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields) => fields.Add((long)Wave);
}

/// <summary>The roles of a wave have started and receive messages.</summary>
/// <param name="Wave">Which.</param>
/// <remarks>Wire: never leaves its process.</remarks>
public sealed record RolesStarted(RoleWave Wave) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "roles-started/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields) => fields.Add((long)Wave);
}

/// <summary>A node has come back after a crash and starts all of its roles again.</summary>
/// <param name="Node">Its name.</param>
/// <remarks>Wire: never leaves its process. Losing one lets the coordinator count living workers as lost.</remarks>
public sealed record NodeReturned(string Node) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "node-returned/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields) => fields.Add(Node);
}

/// <summary>A guardian has stopped a role for good.</summary>
/// <param name="Role">Path of the actor.</param>
/// <param name="Wave">Where it belonged to.</param>
/// <param name="Cause">Its last failure.</param>
/// <param name="IsFatal">True where the training cannot go on whatever the role was.</param>
/// <remarks>Wire: never leaves its process. Losing one delays the end of a run that cannot go on to its stall
/// time-out.</remarks>
public sealed record RoleStopped(string Role, RoleWave Wave, Exception Cause, bool IsFatal) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "role-stopped/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        fields.Add(Role);
        fields.Add((long)Wave);
    }
}
