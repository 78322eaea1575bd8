using System.Reflection;
using System.Text.Json;
using Akka.Actor;
using Akka.Configuration;
using Delight.Actors.Frictions;
using Delight.Actors.Messages;
using Delight.Actors.Recording;
using Delight.Actors.Rollouts;
using Delight.Actors.Snapshots;
using Delight.Actors.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace Delight.Actors.Tests.Wire;

public sealed class DelightSerializerTests : IDisposable
{
    private static readonly Akka.Configuration.Config Silent = ConfigurationFactory.ParseString(
        "akka { loggers = [], stdout-loglevel = OFF }");

    private readonly ActorSystem _system = ActorSystem.Create("wire", Silent);
    private readonly DelightSerializer _serializer;

    public DelightSerializerTests() => _serializer = new DelightSerializer((ExtendedActorSystem)_system);

    public void Dispose() => _system.Terminate().GetAwaiter().GetResult();

    [Fact]
    public void Samples_HaveEveryFormatOnce() => Assert.Equal(
        WireFormats.Manifests, WireSamples.All.Select(message => message.WireName).Order(StringComparer.Ordinal));

    [Fact]
    public void RoundTrip_OfEverySample_GivesTheSameTypeAndBytes()
    {
        foreach (IMessage message in WireSamples.All)
        {
            byte[] bytes = Bytes(message);
            object read = _serializer.FromBinary(bytes, _serializer.Manifest(message));
            Assert.IsType(message.GetType(), read);
            Assert.Equal(bytes, Bytes((IMessage)read));
        }
    }

    [Fact]
    public void Bytes_OfEverySample_AreThoseOfTheGoldenFile()
    {
        // A layout that changes under its name breaks a cluster of two versions: it wants a new name instead.
        string[] golden = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Wire", "golden.txt"));
        Assert.Equal(golden, WireSamples.All.Select(
            message => $"{message.WireName} {Convert.ToHexStringLower(Bytes(message))}"));
    }

    [Fact]
    public void Golden_EveryLine_IsReadAsItWasWritten()
    {
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Wire", "golden.txt")))
        {
            string[] parts = line.Split(' ');
            byte[] bytes = Convert.FromHexString(parts[1]);
            Assert.Equal(bytes, Bytes((IMessage)_serializer.FromBinary(bytes, parts[0])));
        }
    }

    [Fact]
    public void RoundTrip_OfAMeasurement_KeepsEveryFigure()
    {
        UpdatesMeasured sent = new(WireSamples.Measurement());
        UpdatesMeasured read = (UpdatesMeasured)_serializer.FromBinary(_serializer.ToBinary(sent), sent.WireName);
        foreach (PropertyInfo figure in typeof(UpdateMeasurement).GetProperties())
        {
            object? value = figure.GetValue(sent.Measurement);
            Assert.False(value is null or 0L or 0.0, $"the sample has no {figure.Name}, so nothing is shown of it.");
            Assert.Equal(JsonSerializer.Serialize(value), JsonSerializer.Serialize(figure.GetValue(read.Measurement)));
        }
    }

    [Fact]
    public void RoundTrip_OfTrajectories_KeepsEveryField()
    {
        TrajectoriesReady sent = WireSamples.Trajectories();
        TrajectoriesReady read = (TrajectoriesReady)_serializer.FromBinary(_serializer.ToBinary(sent), sent.WireName);
        Assert.Equal(
            (sent.Request, sent.Rows, sent.VersionAtStart, sent.VersionAtEnd, sent.StepMean),
            (read.Request, read.Rows, read.VersionAtStart, read.VersionAtEnd, read.StepMean));
        Assert.Equal(sent.Contexts.ToArray(), read.Contexts.ToArray());
        Assert.Equal(sent.Chosen.ToArray(), read.Chosen.ToArray());
        Assert.Equal(sent.BehaviourLogProbs.ToArray(), read.BehaviourLogProbs.ToArray());
        Assert.Equal(sent.Mask.ToArray(), read.Mask.ToArray());
        Assert.Equal(sent.Rewards.ToArray(), read.Rewards.ToArray());
        Assert.Equal(sent.GroupKeys.ToArray(), read.GroupKeys.ToArray());
        Assert.Equal(sent.Frictions.ToArray(), read.Frictions.ToArray());
    }

    [Fact]
    public void RoundTrip_OfRandomTrajectories_KeepsTheirBytes() => Prop.ForAll<float[], long, double>(
        (rewards, row, step) =>
        {
            TrajectoriesReady sent = WireSamples.Trajectories() with
            {
                Request = new RequestId(3, row),
                Rows = rewards.Length + 1,
                StepMean = step,
                Contexts = new byte[2 * (rewards.Length + 1)],
                Chosen = new int[rewards.Length + 1],
                BehaviourLogProbs = Enumerable.Repeat(step, rewards.Length + 1).ToArray(),
                Mask = new byte[rewards.Length + 1],
                Rewards = rewards.Append(1).ToArray(),
                GroupKeys = new long[rewards.Length + 1],
                Frictions = new RowFriction[rewards.Length + 1],
            };
            byte[] bytes = _serializer.ToBinary(sent);
            return bytes.SequenceEqual(_serializer.ToBinary(_serializer.FromBinary(bytes, sent.WireName)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Payload_CutShortAnywhere_IsUnreadable()
    {
        foreach (IMessage message in WireSamples.All)
        {
            byte[] bytes = Bytes(message);
            for (int length = 0; length < bytes.Length; length++)
            {
                object read = _serializer.FromBinary(bytes[..length], message.WireName);
                Assert.True(read is UnreadableMessage, $"{message.WireName} cut to {length} of {bytes.Length} bytes");
            }

            Assert.IsType<UnreadableMessage>(_serializer.FromBinary([.. bytes, 0], message.WireName));
        }
    }

    [Fact]
    public void Payload_WithAnyByteChanged_IsReadOrRefusedButNeverThrows()
    {
        foreach (IMessage message in WireSamples.All)
        {
            byte[] bytes = Bytes(message);
            for (int index = 0; index < bytes.Length; index++)
            {
                foreach (byte change in (byte[])[0x01, 0x80, 0xff])
                {
                    byte[] changed = [.. bytes];
                    changed[index] ^= change;
                    object read = _serializer.FromBinary(changed, message.WireName);
                    Assert.True(read is UnreadableMessage || read.GetType() == message.GetType());
                }
            }
        }
    }

    [Fact]
    public void Length_BeyondThePayload_AllocatesNothingForIt()
    {
        byte[] bytes = new byte[16];
        bytes[12] = 0xff;
        bytes[13] = 0xff;
        bytes[14] = 0xff; // 16,777,215 parameters behind a version, and no byte of them
        _ = _serializer.FromBinary(bytes, "publish-policy/1");
        long before = GC.GetAllocatedBytesForCurrentThread();
        object read = _serializer.FromBinary(bytes, "publish-policy/1");
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Contains("16777215 elements", Assert.IsType<UnreadableMessage>(read).Reason, StringComparison.Ordinal);
        Assert.True(allocated < 64 * 1024, $"allocated {allocated} bytes");
    }

    [Theory]
    [InlineData("trajectories-ready/2")]
    [InlineData("something-else/1")]
    [InlineData("")]
    public void Manifest_Unknown_IsUnreadable(string manifest) => Assert.Equal(
        (manifest, 3),
        _serializer.FromBinary([1, 2, 3], manifest) is UnreadableMessage read ? (read.Manifest, read.Bytes) : default);

    [Fact]
    public void Trajectories_WhoseArraysDoNotFitTheirRows_AreUnreadable()
    {
        TrajectoriesReady wrong = WireSamples.Trajectories() with { Rewards = new[] { 1f } };
        object read = _serializer.FromBinary(_serializer.ToBinary(wrong), wrong.WireName);
        Assert.Equal(
            "Rewards has 1 elements; the message promises 2.", Assert.IsType<UnreadableMessage>(read).Reason);
    }

    [Fact]
    public void ToBinary_OfWhatIsNoMessageOfTheWire_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => _serializer.ToBinary("text"));
        Assert.Contains(
            "never leaves its process",
            Assert.Throws<ArgumentException>(() => _serializer.ToBinary(new ShowLife())).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ToBinary_OfAWholePolicy_IsRefused()
    {
        foreach (IMessage message in WireSamples.All.Where(message => message is IPolicyMessage))
        {
            ArgumentException refused = Assert.Throws<ArgumentException>(() => _serializer.ToBinary(message));
            Assert.StartsWith(
                $"{message.WireName} has a whole policy, which never leaves its process.", refused.Message,
                StringComparison.Ordinal);
        }
    }

    /// <summary>By its layout alone: the serializer refuses what must not leave its process.</summary>
    private static byte[] Bytes(IMessage message)
    {
        WireWriter writer = new();
        WireFormats.Find(message.WireName)!.Write(writer, message);
        return writer.ToArray();
    }
}
