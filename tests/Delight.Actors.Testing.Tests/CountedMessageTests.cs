namespace Delight.Actors.Testing.Tests;

public sealed class CountedMessageTests
{
    [Fact]
    public void References_RetainedAndReleased_AreCounted()
    {
        CountedMessage message = new("pooled");
        message.Retain();
        Assert.Equal(2, message.References);
        message.Release();
        message.Release();
        Assert.Equal(0, message.References);
        Assert.Throws<ObjectDisposedException>(message.Retain);
        Assert.Throws<ObjectDisposedException>(message.Release);
        Assert.Equal(0, message.References);
    }
}
