namespace Delight.Actors.Coordination;

/// <summary>A role failed in a way that ends the training.</summary>
public sealed class RoleFailedException : Exception
{
    /// <summary>Names the role and its failure.</summary>
    /// <param name="role">Path of the actor.</param>
    /// <param name="cause">What it failed with.</param>
    public RoleFailedException(string role, Exception cause)
        : base($"{role} failed: {cause.Message}", cause) => Role = role;

    /// <summary>Path of the actor, such as <c>/user/learner/learner</c>.</summary>
    public string Role { get; }
}
