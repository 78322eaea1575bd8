using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Delight.Simulation.Entropy;

/// <summary>Finds in compiled code what differs from run to run: clocks, random numbers, threads, and state that
/// outlives a simulation.</summary>
/// <remarks>Reads the instructions of every method and loads nothing. It finds calls that stand in the code, not those
/// behind an interface or in a library that the code uses.</remarks>
public static class NondeterminismScan
{
    private static readonly (string Call, string Remedy)[] Suspects =
    [
        ("System.DateTime::get_UtcNow", "take the time from Context.System.Scheduler.Now or a TimeProvider"),
        ("System.DateTime::get_Now", "take the time from Context.System.Scheduler.Now or a TimeProvider"),
        ("System.DateTimeOffset::get_UtcNow", "take the time from Context.System.Scheduler.Now or a TimeProvider"),
        ("System.DateTimeOffset::get_Now", "take the time from Context.System.Scheduler.Now or a TimeProvider"),
        ("System.Environment::get_TickCount", "take the time from Context.System.Scheduler.MonotonicClock"),
        ("Akka.Util.MonotonicClock::", "take the time from Context.System.Scheduler.MonotonicClock"),
        ("System.Diagnostics.Stopwatch::", "take the time from Context.System.Scheduler.MonotonicClock"),
        ("System.TimeProvider::get_System", "hand a TimeProvider in; Simulation.TimeProvider is the virtual one"),
        ("System.Threading.Tasks.Task::Delay", "use Task.Delay(delay, timeProvider) or a timer of the actor"),
        ("System.Threading.CancellationTokenSource::CancelAfter", "use a timer of the actor"),
        ("System.Threading.Timer::.ctor", "use a timer of the actor"),
        ("System.Threading.PeriodicTimer::.ctor", "use a timer of the actor"),
        ("Akka.Remote.Deadline::", "it is a wall clock; use a timer of the actor"),
        ("System.Guid::NewGuid", "derive identities from the seed, or count"),
        ("System.Random::.ctor", "hand a seeded Random in"),
        ("System.Random::get_Shared", "hand a seeded Random in"),
        ("Akka.Util.ThreadLocalRandom::", "it is seeded within a simulation; hand a seeded Random in"),
        ("System.Threading.Tasks.Task::Run", "let another actor do the work"),
        ("System.Threading.Tasks.TaskFactory::StartNew", "let another actor do the work"),
        ("System.Threading.Tasks.Parallel::", "let other actors do the work"),
        ("System.Threading.ThreadPool::", "let another actor do the work"),
        ("System.Threading.Thread::.ctor", "let another actor do the work"),
        ("System.Threading.Thread::Sleep", "use a timer of the actor"),
        ("::GetChildren", "keep children in a list of your own; Akka.NET orders them by hashes of this process"),
    ];

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields()
        .Select(field => field.GetValue(null)).OfType<OpCode>().ToDictionary(code => code.Value);

    /// <summary>Scans one assembly.</summary>
    /// <param name="path">Its file.</param>
    /// <returns>What was found, in the order of the file.</returns>
    public static IReadOnlyList<ScanFinding> Of(string path)
    {
        using PEReader file = new(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        Names names = new(metadata);
        List<ScanFinding> found = [];
        foreach (MethodDefinitionHandle handle in metadata.MethodDefinitions)
        {
            MethodDefinition method = metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress != 0)
            {
                byte[] code = file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes() ?? [];
                string name = names.Of(handle);
                found.AddRange(Read(code, names, name).Select(find => new ScanFinding(name, find.What, find.Remedy)));
            }
        }

        return found;
    }

    private static IEnumerable<(string What, string Remedy)> Read(byte[] code, Names names, string method)
    {
        bool isInitializer = method.EndsWith("::.cctor", StringComparison.Ordinal);
        for (int at = 0; at < code.Length;)
        {
            short value = code[at++];
            value = value == 0xFE ? (short)(0xFE00 | code[at++]) : value;
            if (!Codes.TryGetValue(value, out OpCode operation))
            {
                yield break;
            }

            if (operation.OperandType is OperandType.InlineMethod or OperandType.InlineTok)
            {
                string called = names.Of(MetadataTokens.EntityHandle(BitConverter.ToInt32(code, at)));
                foreach ((string call, string remedy) in Suspects.Where(
                    suspect => called.Contains(suspect.Call, StringComparison.Ordinal)))
                {
                    yield return ($"calls {called}", remedy);
                }
            }
            else if (operation == OpCodes.Stsfld && !isInitializer)
            {
                string field = names.Of(MetadataTokens.EntityHandle(BitConverter.ToInt32(code, at)));
                if (!field.Contains('<', StringComparison.Ordinal)) // caches of the compiler
                {
                    yield return ($"sets static field {field}", "keep state in actors: it outlives a simulation");
                }
            }

            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    /// <summary>Writes handles as <c>Namespace.Type::Member</c>.</summary>
    private sealed class Names(MetadataReader metadata)
    {
        public string Of(EntityHandle handle) => handle.Kind switch
        {
            HandleKind.MemberReference => Of(metadata.GetMemberReference((MemberReferenceHandle)handle)),
            HandleKind.MethodDefinition => Of(metadata.GetMethodDefinition((MethodDefinitionHandle)handle)),
            HandleKind.FieldDefinition => Of(metadata.GetFieldDefinition((FieldDefinitionHandle)handle)),
            HandleKind.MethodSpecification => Of(
                metadata.GetMethodSpecification((MethodSpecificationHandle)handle).Method),
            _ => string.Empty,
        };

        private string Of(MemberReference member)
        {
            string name = $"{TypeOf(member.Parent)}::{metadata.GetString(member.Name)}";
            return name == "System.Threading.Tasks.Task::Delay" && TakesTimeProvider(member) ? string.Empty : name;
        }

        /// <summary>True where one of the parameters is a time provider: such a delay is virtual.</summary>
        private bool TakesTimeProvider(MemberReference member)
        {
            BlobReader signature = metadata.GetBlobReader(member.Signature);
            signature.ReadSignatureHeader();
            int types = signature.ReadCompressedInteger() + 1; // the result goes before the parameters
            for (int type = 0; type < types && signature.RemainingBytes > 0; type++)
            {
                SignatureTypeCode code = signature.ReadSignatureTypeCode();
                if (code == SignatureTypeCode.TypeHandle && TypeOf(signature.ReadTypeHandle()) == "System.TimeProvider")
                {
                    return true;
                }
            }

            return false;
        }

        private string Of(MethodDefinition method) =>
            $"{TypeOf(method.GetDeclaringType())}::{metadata.GetString(method.Name)}";

        private string Of(FieldDefinition field) =>
            $"{TypeOf(field.GetDeclaringType())}::{metadata.GetString(field.Name)}";

        private string TypeOf(EntityHandle handle)
        {
            switch (handle.Kind)
            {
                case HandleKind.TypeReference:
                    TypeReference reference = metadata.GetTypeReference((TypeReferenceHandle)handle);
                    return Join(reference.Namespace, reference.Name);
                case HandleKind.TypeDefinition:
                    TypeDefinition definition = metadata.GetTypeDefinition((TypeDefinitionHandle)handle);
                    TypeDefinitionHandle outer = definition.GetDeclaringType();
                    return outer.IsNil
                        ? Join(definition.Namespace, definition.Name)
                        : $"{TypeOf(outer)}/{metadata.GetString(definition.Name)}";
                default:
                    return handle.Kind.ToString();
            }
        }

        private string Join(StringHandle space, StringHandle name)
        {
            string text = metadata.GetString(space);
            return text.Length == 0 ? metadata.GetString(name) : $"{text}.{metadata.GetString(name)}";
        }
    }
}

/// <summary>One finding of a <see cref="NondeterminismScan"/>.</summary>
/// <param name="Method">Where it stands.</param>
/// <param name="What">What it does.</param>
/// <param name="Remedy">What to do instead.</param>
public sealed record ScanFinding(string Method, string What, string Remedy)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Method} {What}: {Remedy}";
}
