using Delight.Actors.Snapshots;
using Delight.Learning.Parameters;

namespace Delight.Actors.Tests.Snapshots;

public sealed class SnapshotPoolTests
{
    private readonly SnapshotPool _pool = new(3);

    [Fact]
    public void Take_AfterTheLastRelease_ReusesTheBuffer()
    {
        PolicySnapshot first = Take(1);
        first.Retain();
        first.Release();
        Assert.Equal((1, 1), (_pool.Made, _pool.InUse));
        first.Release();
        Assert.Equal((1, 0), (_pool.Made, _pool.InUse));
        PolicySnapshot second = Take(2);
        Assert.Equal((1, 1), (_pool.Made, _pool.InUse));
        Assert.Equal([2f, 2, 2], second.Parameters.ToArray());
        Take(3);
        Assert.Equal((2, 2), (_pool.Made, _pool.InUse));
    }

    [Fact]
    public void Snapshot_AfterTheLastRelease_RefusesEverythingForGood()
    {
        PolicySnapshot snapshot = Take(1);
        snapshot.Release();
        for (int attempt = 0; attempt < 3; attempt++)
        {
            Assert.Throws<ObjectDisposedException>(snapshot.Retain);
            Assert.Throws<ObjectDisposedException>(snapshot.Release);
            Assert.Throws<ObjectDisposedException>(() => snapshot.Parameters.Length);
        }

        Assert.Equal(0, _pool.InUse);
    }

    [Fact]
    public void Take_ParametersChangedAfterwards_KeepsItsCopy()
    {
        float[] parameters = [1, 2, 3];
        PolicySnapshot snapshot = _pool.Take(new PolicyVersion(0, 7), parameters);
        parameters[0] = 9;
        Assert.Equal([1f, 2, 3], snapshot.Parameters.ToArray());
        Assert.Equal(7, snapshot.Version.Step);
    }

    [Fact]
    public void Take_OtherLength_IsRefused() => Assert.Equal(
        "parameters has 2 elements; [length] of the pool needs 3. (Parameter 'parameters')",
        Assert.Throws<ArgumentException>(() => _pool.Take(PolicyVersion.Initial, [1, 2])).Message);

    private PolicySnapshot Take(float value) => _pool.Take(PolicyVersion.Initial, [value, value, value]);
}
