namespace Delight.Development.Testing;

/// <summary>One way to run the test projects: which tests, under which settings of the runtime.</summary>
/// <param name="Label">Follows the project's name in the output; empty for the plain pass.</param>
/// <param name="Trait">Only tests of this category run, and only projects that have some; null for all.</param>
/// <param name="Environment">Variables for the tests.</param>
internal sealed record TestPass(string Label, string? Trait, IReadOnlyDictionary<string, string> Environment)
{
    private const string Category = "Category";

    /// <summary>All tests, then those marked <c>Bits</c> with vector instructions taken away step by step.</summary>
    internal static IReadOnlyList<TestPass> All { get; } =
    [
        new(string.Empty, null, new Dictionary<string, string>()),
        new("Bits, AVX2 off", "Bits", new Dictionary<string, string> { ["DOTNET_EnableAVX2"] = "0" }),
        new("Bits, intrinsics off", "Bits", new Dictionary<string, string> { ["DOTNET_EnableHWIntrinsic"] = "0" }),
    ];

    /// <summary>True where a test assembly has tests for this pass.</summary>
    /// <param name="assembly">Bytes of the assembly.</param>
    internal bool Concerns(ReadOnlySpan<byte> assembly) => Trait is null || TestTrait.IsIn(assembly, Category, Trait);

    /// <summary>The filter of this pass and the user's own together; null where neither restricts anything.</summary>
    internal string? Filter(string? userFilter) => (Trait, userFilter) switch
    {
        (null, _) => userFilter,
        (_, null) => $"{Category}={Trait}",
        _ => $"({Category}={Trait})&({userFilter})",
    };
}
