namespace Delight.Actors.Recording;

/// <summary>A role failed; published on the event stream whatever its guardian does then.</summary>
/// <param name="Role">Path of the actor.</param>
/// <param name="Cause">What it failed with.</param>
public sealed record RoleFailure(string Role, Exception Cause);
