namespace Delight.Learning.Catalogue;

/// <summary>What values an option takes.</summary>
public enum OptionKind
{
    /// <summary>A real number; <c>infinity</c> where the range allows it.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>A list of whole numbers, for example <c>[100, 100]</c>.</summary>
    IntegerList,

    /// <summary>A file or folder; the host resolves relative ones.</summary>
    Path,
}
