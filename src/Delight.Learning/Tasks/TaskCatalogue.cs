using Delight.Learning.Catalogue;

namespace Delight.Learning.Tasks;

/// <summary>The tasks that Delight ships.</summary>
public static class TaskCatalogue
{
    /// <summary>Adds all of them.</summary>
    public static void AddTo(PartCatalogue<Func<OptionValues, ITask>> catalogue)
    {
    }
}
