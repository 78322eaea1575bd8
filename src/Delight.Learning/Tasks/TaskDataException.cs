namespace Delight.Learning.Tasks;

/// <summary>A task's data cannot be used: a file is missing, truncated, or not what it should be. The message is for
/// people.</summary>
public sealed class TaskDataException : Exception
{
    /// <summary>With one line that says which file, what is wrong, the rule, and the remedy.</summary>
    public TaskDataException(string message)
        : base(message)
    {
    }

    /// <summary>With the error of the system behind it.</summary>
    public TaskDataException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
