using Delight.Actors.Port;

namespace Delight.Actors.Testing;

/// <summary>A message that counts its references as pooled memory would, and so tells a test whether every one was
/// given back.</summary>
/// <param name="Label">Tells messages apart in a test.</param>
/// <remarks>Its maker holds the first reference. Thread-safe.</remarks>
public sealed record CountedMessage(string Label) : IRetained
{
    private int _references = 1;

    /// <summary>References held now: 1 as long as only its maker holds it.</summary>
    public int References => Volatile.Read(ref _references);

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The last reference was released before.</exception>
    public void Retain() => Change(1);

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">It was released more often than retained.</exception>
    public void Release() => Change(-1);

    private void Change(int by)
    {
        int before;
        do
        {
            before = References;
            ObjectDisposedException.ThrowIf(before == 0, this);
        }
        while (Interlocked.CompareExchange(ref _references, before + by, before) != before);
    }
}
