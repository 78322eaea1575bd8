namespace Delight.Experiments.Theory;

/// <summary>Whether a claim came out.</summary>
/// <param name="Claim">The claim, one sentence.</param>
/// <param name="Measured">The numbers that decide it.</param>
/// <param name="Holds">Null where these options cannot test it.</param>
public sealed record TheoryVerdict(string Claim, string Measured, bool? Holds)
{
    /// <summary>In a word or two.</summary>
    public string Word => Holds switch { true => "holds", false => "does not hold", null => "not tested" };

    /// <summary>On one line.</summary>
    public override string ToString() => $"{Word}: {Claim} ({Measured})";
}
