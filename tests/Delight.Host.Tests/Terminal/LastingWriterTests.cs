using System.Text;
using Delight.Host.Terminal;

namespace Delight.Host.Tests.Terminal;

public sealed class LastingWriterTests
{
    [Fact]
    public void Write_ToAStreamThatWorks_PassesEverythingOn()
    {
        StringWriter stream = new();
        using LastingWriter writer = new(() => stream);
        writer.Write('a');
        writer.Write("bc");
        writer.Write("de".AsSpan());
        writer.WriteLine("f");
        writer.Flush();
        Assert.Equal("abcdef" + stream.NewLine, stream.ToString());
        Assert.Null(writer.Failure);
    }

    [Fact]
    public void Write_ToAFullStream_GoesOnAndSaysWhy()
    {
        using FullWriter full = new();
        using LastingWriter writer = new(() => full);
        writer.WriteLine("lost");
        writer.WriteLine("lost too");
        Assert.Equal("No space left on device", writer.Failure);
        Assert.Equal(1, full.Attempts);
    }

    [Fact]
    public void Write_ToAStreamThatCannotBeOpened_GoesOnAndSaysWhy()
    {
        using LastingWriter writer = new(() => throw new IOException("Bad file descriptor"));
        writer.WriteLine("lost");
        Assert.Equal("it is closed", writer.Failure);
    }

    private sealed class FullWriter : TextWriter
    {
        public int Attempts { get; private set; }

        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value)
        {
            Attempts++;
            throw new IOException("No space left on device");
        }
    }
}
