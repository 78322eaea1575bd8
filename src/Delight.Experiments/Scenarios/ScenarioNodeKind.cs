namespace Delight.Experiments.Scenarios;

/// <summary>What a <see cref="ScenarioNode"/> was written as.</summary>
internal enum ScenarioNodeKind
{
    Object,
    List,
    Text,
    Number,
    Flag,
    Null,

    /// <summary>Plain words of the command line, of the environment, or of a default: the setting says how to read
    /// them.</summary>
    Written,
}
