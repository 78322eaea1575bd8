namespace Delight.Development.Documentation;

/// <summary>A key of a JSON file or of JSON output.</summary>
/// <param name="Path">For example <c>staleness.mean</c>. <c>[]</c> is any entry of a list, a name in capitals any
/// key.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Meaning">One or two sentences.</param>
public sealed record KeyRow(string Path, string Type, string Meaning)
{
    /// <summary>A key with the explanation of the member that its value comes from.</summary>
    /// <param name="path">The key.</param>
    /// <param name="type">The member's type.</param>
    /// <param name="member">Name of a property.</param>
    public static KeyRow Of(string path, Type type, string member) =>
        new(path, KeyType.Of(type.GetProperty(member)!), MemberSummaries.Of(type, member));
}
