using Delight.Learning.Parameters;

namespace Delight.Actors.Snapshots;

/// <summary>One version of the policy's parameters: a pooled copy, counted by references, read-only.</summary>
/// <remarks>Safe to read from several threads while a reference is held; reading after the last release
/// throws.</remarks>
public sealed class PolicySnapshot
{
    private readonly SnapshotPool _pool;
    private readonly float[] _parameters;
    private int _references;

    internal PolicySnapshot(SnapshotPool pool, float[] parameters, PolicyVersion version)
    {
        _pool = pool;
        _parameters = parameters;
        _references = 1;
        Version = version;
    }

    /// <summary>Which update made it.</summary>
    public PolicyVersion Version { get; }

    /// <summary>Bytes of the parameters, 4 each.</summary>
    public long Bytes => sizeof(float) * (long)_parameters.Length;

    /// <summary>[Layout.Length] the flat parameters.</summary>
    /// <exception cref="ObjectDisposedException">The last reference was released.</exception>
    public ReadOnlySpan<float> Parameters
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _references) == 0, this);
            return _parameters;
        }
    }

    /// <summary>Adds a reference.</summary>
    /// <exception cref="ObjectDisposedException">The last reference was released.</exception>
    public void Retain() => Change(1);

    /// <summary>Gives a reference back; the last one returns the buffer to the pool.</summary>
    /// <exception cref="ObjectDisposedException">It was released more often than retained.</exception>
    public void Release()
    {
        if (Change(-1) == 0)
        {
            _pool.Return(_parameters);
        }
    }

    private int Change(int by)
    {
        // Compare and exchange, so that a refused call leaves no trace: once at 0 the count stays there for good.
        while (true)
        {
            int before = Volatile.Read(ref _references);
            ObjectDisposedException.ThrowIf(before == 0, this);
            if (Interlocked.CompareExchange(ref _references, before + by, before) == before)
            {
                return before + by;
            }
        }
    }
}
