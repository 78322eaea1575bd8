namespace Delight.Experiments.Text;

/// <summary>What the user gave cannot be used; the program says so in one line per problem and ends with exit code
/// 2.</summary>
/// <param name="problems">One line each: what (name and actual value), where, the rule, the remedy. At least
/// one.</param>
/// <remarks>All problems found are reported together, so that a file is corrected once.</remarks>
public sealed class UserErrorException(IReadOnlyList<string> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>One problem.</summary>
    /// <param name="problem">One line: what, where, the rule, the remedy.</param>
    public UserErrorException(string problem)
        : this([problem])
    {
    }

    /// <summary>The problems in the order in which they were found, one line each.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
