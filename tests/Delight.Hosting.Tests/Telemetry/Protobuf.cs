using Google.Protobuf;

namespace Delight.Hosting.Tests.Telemetry;

/// <summary>The fields of one message of protobuf, in their order.</summary>
internal sealed class Protobuf
{
    private readonly List<(int Field, object Value)> _fields = [];

    private Protobuf(byte[] bytes)
    {
        using CodedInputStream input = new(bytes);
        while (input.ReadTag() is var tag && tag != 0)
        {
            _fields.Add(((int)(tag >> 3), (tag & 7) switch
            {
                0 => input.ReadUInt64(),
                1 => input.ReadFixed64(),
                2 => input.ReadBytes().ToByteArray(),
                5 => (ulong)input.ReadFixed32(),
                _ => throw new InvalidDataException($"tag {tag} has a wire type that OTLP does not use."),
            }));
        }
    }

    public static Protobuf Of(byte[] bytes) => new(bytes);

    /// <summary>The messages of a field.</summary>
    public IEnumerable<Protobuf> All(int field) => Values(field).Select(value => new Protobuf((byte[])value));

    public Protobuf? One(int field) => All(field).FirstOrDefault();

    public string Text(int field) =>
        Values(field).Select(value => System.Text.Encoding.UTF8.GetString((byte[])value)).FirstOrDefault(string.Empty);

    public byte[] Bytes(int field) => (byte[])Values(field).FirstOrDefault(Array.Empty<byte>());

    /// <summary>An integer of any width, or the bits of a double.</summary>
    public ulong Number(int field) => (ulong)Values(field).FirstOrDefault(0UL);

    public bool Has(int field) => Values(field).Any();

    /// <summary>A KeyValue whose value is an AnyValue.</summary>
    public static Dictionary<string, object> Attributes(IEnumerable<Protobuf> attributes) => attributes.ToDictionary(
        attribute => attribute.Text(1), attribute => ValueOf(attribute.One(2)!), StringComparer.Ordinal);

    private static object ValueOf(Protobuf value) =>
        value.Has(1) ? value.Text(1)
        : value.Has(3) ? (long)value.Number(3)
        : value.Has(4) ? BitConverter.UInt64BitsToDouble(value.Number(4))
        : value.Number(2) == 1;

    private IEnumerable<object> Values(int field) =>
        _fields.Where(found => found.Field == field).Select(found => found.Value);
}
