namespace Delight.Learning.Policies;

/// <summary>What a task asks of a policy: the size of what it sees and of what it answers.</summary>
/// <param name="InputBytes">Bytes of one encoded input: pixels, tokens; 0 where every context looks the same.</param>
/// <param name="Decisions">T, decisions of one row: 1 for a bandit, the answer's length for a sequence.</param>
/// <param name="Actions">A, choices at each decision; at most 256 where answers are fed back as bytes.</param>
public sealed record PolicyShape(int InputBytes, int Decisions, int Actions);
