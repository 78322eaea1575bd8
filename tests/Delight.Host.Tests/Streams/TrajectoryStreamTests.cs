using System.Buffers.Binary;
using Delight.Experiments.Records;
using Delight.Experiments.Streams;
using Delight.Experiments.Text;
using Delight.Learning.Parameters;

namespace Delight.Host.Tests.Streams;

/// <summary>The file itself: what is written, and what becomes of a file that is not as it was written.</summary>
public sealed class TrajectoryStreamTests : IDisposable
{
    private readonly RecordedRuns _runs = new();

    private static StreamHeader Header { get; } = new()
    {
        Scenario = "s", ScenarioJson = "{}", Estimator = "dg", Runtime = "simulated", Seed = ulong.MaxValue,
        LayoutHash = 0x0123456789abcdef, ContextBytes = 0, Decisions = 2, BatchRows = 3,
    };

    private string File1 => _runs.Path("one.bin");

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void Writer_LifeRecord_HasTheBytesOfTheDocumentedFormat()
    {
        using (TrajectoryStreamWriter writer = new(File1, Header))
        {
            writer.Body.Write(new PolicyVersion(258, 772));
            writer.Write(StreamRecordKind.Life);
        }

        byte[] bytes = File.ReadAllBytes(File1);
        byte[] begin = [0x89, .. "DLGT"u8, 13, 10, 26, 1, 0, 0, 0, 1];
        Assert.Equal(begin, bytes[..begin.Length]);
        byte[] life = [2, 12, 0, 0, 0, 2, 1, 0, 0, 4, 3, 0, 0, 0, 0, 0, 0];
        Assert.Equal(life, bytes[^(life.Length + 4)..^4]);
        Assert.Equal(
            StreamFormat.Check(StreamRecordKind.Life, life.AsSpan(5)),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(bytes.Length - 4)));
        using TrajectoryStreamReader reader = TrajectoryStreamReader.Open(File1);
        Assert.Equal(Header, reader.Header);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(13)]
    public void Check_AnyChangedBitOrKindOrLength_IsAnother(int length)
    {
        byte[] body = [.. Enumerable.Range(1, length).Select(value => (byte)value)];
        uint check = StreamFormat.Check(StreamRecordKind.Life, body);
        Assert.NotEqual(check, StreamFormat.Check(StreamRecordKind.End, body));
        Assert.NotEqual(check, StreamFormat.Check(StreamRecordKind.Life, [.. body, 0]));
        for (int bit = 0; bit < 8 * length; bit++)
        {
            byte[] changed = [.. body];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotEqual(check, StreamFormat.Check(StreamRecordKind.Life, changed));
        }
    }

    [Fact]
    public async Task Reader_CutAnywhere_EndsBeforeTheRecordThatIsNotWhole()
    {
        string stream = Path.Combine(
            await _runs.RecordAsync(RecordedRuns.Bandit, "--steps", "3"), RunFolder.StreamFile);
        byte[] whole = await File.ReadAllBytesAsync(stream);
        List<long> ends = [];
        using (TrajectoryStreamReader reader = TrajectoryStreamReader.Open(stream))
        {
            long header = HeaderEnd(whole);
            ends.Add(header);
            while (reader.TryRead())
            {
                ends.Add(reader.Offset + RecordBytes(whole, reader.Offset));
            }
        }

        Assert.Equal(whole.Length, ends[^1]);
        for (int length = (int)ends[0]; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(File1, whole[..length]);
            using TrajectoryStreamReader reader = TrajectoryStreamReader.Open(File1);
            int records = 0;
            while (reader.TryRead())
            {
                records++;
            }

            long lastEnd = ends.Last(end => end <= length);
            Assert.Equal((ends.IndexOf(lastEnd), length - lastEnd), (records, reader.BytesCut));
        }
    }

    [Fact]
    public async Task Reader_OneBitFlipped_IsRefusedOrWasOnlyTheLengthOfTheLastRecords()
    {
        string stream = Path.Combine(
            await _runs.RecordAsync(RecordedRuns.Bandit, "--steps", "2"), RunFolder.StreamFile);
        byte[] whole = await File.ReadAllBytesAsync(stream);
        for (int at = 0; at < whole.Length; at += 7)
        {
            byte[] changed = [.. whole];
            changed[at] ^= 0x10;
            await File.WriteAllBytesAsync(File1, changed);
            try
            {
                // A length that reaches past the end cannot be told from a cut; it is then reported as one.
                StreamSurvey survey = StreamSurvey.Read(File1);
                Assert.False(survey.IsWhole);
                Assert.True(survey.BytesCut > 0);
            }
            catch (UserErrorException refused)
            {
                Assert.StartsWith(File1, Assert.Single(refused.Problems), StringComparison.Ordinal);
            }
        }
    }

    private static long HeaderEnd(byte[] bytes) =>
        StreamFormat.PrefixBytes + RecordBytes(bytes, StreamFormat.PrefixBytes);

    private static long RecordBytes(byte[] bytes, long offset) => StreamFormat.HeadBytes + StreamFormat.CheckBytes
        + BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan((int)offset + 1));
}
