using Delight.Learning.Catalogue;

namespace Delight.Experiments.Settings;

/// <summary>Parts of a scenario in code: <c>Estimator = PartText.Of("kondo(share=0.1)")</c>.</summary>
public static class PartText
{
    /// <summary>Reads a name with options in parentheses.</summary>
    /// <param name="text">For example <c>dg</c>, <c>mlp(hidden=[50, 50])</c> or <c>dg+opsm(delta=0.5)</c>.</param>
    /// <exception cref="FormatException">It is none; what is wrong with it.</exception>
    public static PartReference Of(string text)
    {
        List<string> errors = [];
        return PartReference.Parse(text, errors) ?? throw new FormatException(string.Join(' ', errors));
    }
}
