namespace Delight.Actors.Frictions;

/// <summary>What a build breaks as a whole.</summary>
public enum DefectUnit
{
    /// <summary>Each row by itself.</summary>
    Rows,

    /// <summary>All rows of a context that the pool answers.</summary>
    Groups,
}
