namespace Delight.Experiments.Scenarios;

/// <summary>The layers of a scenario; a later one wins over an earlier one.</summary>
public enum SourceLayer
{
    /// <summary>The definition's default.</summary>
    Default,

    /// <summary>The scenario file.</summary>
    File,

    /// <summary>A variable that starts with <c>DELIGHT__</c>.</summary>
    Environment,

    /// <summary><c>--set</c> and the options that stand for one.</summary>
    CommandLine,
}
