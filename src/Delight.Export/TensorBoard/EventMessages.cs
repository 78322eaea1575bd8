using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Delight.Export.TensorBoard;

/// <summary>The few messages of TensorBoard's protocol that an event file of a run has.</summary>
/// <remarks>Source: TensorBoard, <c>event.proto</c>, <c>summary.proto</c>, <c>tensor.proto</c> and
/// <c>plugins/hparams/plugin_data.proto</c>. The numbers below are those of the fields there.</remarks>
internal static class EventMessages
{
    private const string FileVersion = "brain.Event:2";
    private const string HyperparametersPlugin = "hparams";
    private const int TensorClass = 2;
    private const int FloatType = 1;

    /// <summary><c>Event</c> that begins a file.</summary>
    public static byte[] Version(double wallTime) =>
        Event(wallTime, 0, output => String(output, 3, FileVersion));

    /// <summary><c>Event</c> with a number for each tag.</summary>
    /// <param name="wallTime">Seconds since 1970.</param>
    /// <param name="step">Learner step.</param>
    /// <param name="values">Tags and their numbers.</param>
    public static byte[] Scalars(double wallTime, long step, IEnumerable<KeyValuePair<string, double>> values) =>
        Event(wallTime, step, output => Message(output, 5, summary =>
        {
            foreach ((string tag, double number) in values)
            {
                Message(summary, 1, value =>
                {
                    String(value, 1, tag);
                    value.WriteTag(2, WireFormat.WireType.Fixed32);
                    value.WriteFloat((float)number);
                });
            }
        }));

    /// <summary><c>Event</c> with what the hyperparameter page needs at the start of a run.</summary>
    /// <param name="wallTime">Seconds since 1970.</param>
    /// <param name="hyperparameters">Names and values.</param>
    public static byte[] SessionStart(double wallTime, IEnumerable<KeyValuePair<string, Value>> hyperparameters) =>
        Plugin(wallTime, "_hparams_/session_start_info", data => Message(data, 3, session =>
        {
            foreach ((string name, Value value) in hyperparameters)
            {
                Message(session, 1, entry =>
                {
                    String(entry, 1, name);
                    entry.WriteTag(2, WireFormat.WireType.LengthDelimited);
                    entry.WriteMessage(value);
                });
            }

            Double(session, 5, wallTime);
        }));

    /// <summary><c>Event</c> with how a run ended.</summary>
    /// <param name="wallTime">Seconds since 1970.</param>
    /// <param name="status">0 unknown, 1 success, 2 failure, 3 running.</param>
    public static byte[] SessionEnd(double wallTime, int status) =>
        Plugin(wallTime, "_hparams_/session_end_info", data => Message(data, 4, session =>
        {
            Int(session, 1, status);
            Double(session, 2, wallTime);
        }));

    /// <summary>A summary whose metadata say it all. Its data is one 0, a tensor without dimensions.</summary>
    private static byte[] Plugin(double wallTime, string tag, Action<CodedOutputStream> content) =>
        Event(wallTime, 0, output => Message(output, 5, summary => Message(summary, 1, value =>
        {
            String(value, 1, tag);
            Message(value, 9, metadata =>
            {
                Message(metadata, 1, plugin =>
                {
                    String(plugin, 1, HyperparametersPlugin);
                    Message(plugin, 2, content);
                });
                Int(metadata, 4, TensorClass);
            });
            Message(value, 8, tensor =>
            {
                Int(tensor, 1, FloatType);
                Message(tensor, 2, _ => { });
                Message(tensor, 5, numbers => numbers.WriteFloat(0));
            });
        })));

    private static byte[] Event(double wallTime, long step, Action<CodedOutputStream> what) => Bytes(output =>
    {
        Double(output, 1, wallTime);
        if (step != 0)
        {
            output.WriteTag(2, WireFormat.WireType.Varint);
            output.WriteInt64(step);
        }

        what(output);
    });

    private static byte[] Bytes(Action<CodedOutputStream> write)
    {
        using MemoryStream bytes = new();
        using (CodedOutputStream output = new(bytes, leaveOpen: true))
        {
            write(output);
        }

        return bytes.ToArray();
    }

    private static void Message(CodedOutputStream output, int field, Action<CodedOutputStream> write)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(Bytes(write)));
    }

    private static void String(CodedOutputStream output, int field, string text)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
    }

    private static void Double(CodedOutputStream output, int field, double number)
    {
        output.WriteTag(field, WireFormat.WireType.Fixed64);
        output.WriteDouble(number);
    }

    private static void Int(CodedOutputStream output, int field, int number)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt32(number);
    }
}
