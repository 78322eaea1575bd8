namespace Delight.Learning.Estimators;

/// <summary>Memory that an instance keeps between batches.</summary>
internal static class Scratch
{
    /// <summary>The first elements of a buffer that grows to the largest length asked for; what they hold is left
    /// over.</summary>
    public static Span<T> Take<T>(ref T[] buffer, int length)
    {
        if (buffer.Length < length)
        {
            buffer = new T[length];
        }

        return buffer.AsSpan(0, length);
    }
}
