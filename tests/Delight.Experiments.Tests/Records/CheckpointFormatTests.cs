using Delight.Actors.Checkpoints;
using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;
using Delight.Learning.Parameters;

namespace Delight.Experiments.Tests.Records;

public sealed class CheckpointFormatTests
{
    private static readonly PolicyVersion Version = new(2, 10);

    [Fact]
    public void Read_WhatWasWritten_HasTheSameBits()
    {
        Checkpoint written = CheckpointSamples.At(10);

        (PolicyVersion version, Checkpoint read, CheckpointOrigin origin) =
            CheckpointFormat.Read(CheckpointFormat.Write(Version, written, CheckpointSamples.Origin));

        Assert.Equal((Version, CheckpointSamples.Origin), (version, origin));
        Assert.Equal((70L, 1000L, 42L), (read.NextRequest, read.NextRow, read.RowsOutstanding));
        Assert.Equal(TimeSpan.FromTicks(1230), read.Elapsed);
        Assert.Equal((10L, written.Trainer.DecayPowers), (read.Trainer.Steps, read.Trainer.DecayPowers));
        Assert.Equal(Bits(written.Trainer.Parameters), Bits(read.Trainer.Parameters));
        Assert.Equal(Bits(written.Trainer.FirstMoment), Bits(read.Trainer.FirstMoment));
        Assert.Equal(Bits(written.Trainer.SecondMoment), Bits(read.Trainer.SecondMoment));
    }

    [Fact]
    public void Read_AnyByteChanged_IsRefused()
    {
        byte[] bytes = CheckpointFormat.Write(Version, CheckpointSamples.At(10), CheckpointSamples.Origin);
        for (int i = 0; i < bytes.Length; i++)
        {
            byte[] changed = [.. bytes];
            changed[i] ^= 1;
            Assert.Throws<FormatException>(() => CheckpointFormat.Read(changed));
        }
    }

    [Fact]
    public void Read_AnyPartOfTheFile_IsRefused()
    {
        byte[] bytes = CheckpointFormat.Write(Version, CheckpointSamples.At(10), CheckpointSamples.Origin);
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<FormatException>(() => CheckpointFormat.Read(bytes[..length]));
        }
    }

    private static uint[] Bits(float[] numbers) => [.. numbers.Select(BitConverter.SingleToUInt32Bits)];
}
