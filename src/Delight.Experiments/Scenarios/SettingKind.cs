namespace Delight.Experiments.Scenarios;

/// <summary>What a setting of a scenario file holds.</summary>
public enum SettingKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>A text of letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, usable in addresses and folder
    /// names.</summary>
    Name,

    /// <summary>A file or folder; not empty.</summary>
    Path,

    /// <summary>A real number; the text <c>infinity</c> where the range allows it.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A text of number and unit, for example <c>250ms</c>.</summary>
    Duration,

    /// <summary>A duration, or a distribution of durations: <c>uniform(min=1ms,max=5ms)</c>.</summary>
    Latency,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>A list of whole numbers.</summary>
    IntegerList,

    /// <summary>An object with members of its own.</summary>
    Object,

    /// <summary>A list of objects that all have the same members.</summary>
    List,

    /// <summary>An object whose <c>name</c> picks a part from a catalogue; its other members are that part's
    /// options.</summary>
    Part,

    /// <summary>A text that names a part, with options in parentheses: <c>kondo(share=0.1)</c>.</summary>
    PartReference,
}
