using System.Text;

namespace Delight.Learning.Torch.Tests.Native.SymbolVersions;

/// <summary>A library of a few hundred bytes: sections with the symbols and the versions that it needs.</summary>
/// <remarks>It has no code and no segments, so it can be read and never loaded.</remarks>
internal sealed class SmallElf
{
    private const int Sections = 5;

    private readonly List<byte> _strings = [0];
    private readonly List<(uint Name, ushort Version)> _symbols = [(0, 0)];
    private readonly List<(uint Name, ushort Index, ushort Flags)> _needs = [];

    /// <summary>Needs a version of <c>libstdc++.so.6</c>.</summary>
    public SmallElf Need(string version, bool isWeak = false)
    {
        _needs.Add((Intern(version), (ushort)(_needs.Count + 2), (ushort)(isWeak ? 2 : 0)));
        return this;
    }

    /// <summary>An undefined symbol of the version that was needed last.</summary>
    public SmallElf Symbol(string name)
    {
        _symbols.Add((Intern(name), _needs[^1].Index));
        return this;
    }

    /// <summary>The file.</summary>
    public byte[] ToArray()
    {
        uint provider = Intern("libstdc++.so.6");
        byte[] symbols = Bytes(writer => _symbols.ForEach(symbol =>
        {
            writer.Write(symbol.Name);
            writer.Write(new byte[20]); // binding, section 0 (undefined), value, size
        }));
        byte[] versions = Bytes(writer => _symbols.ForEach(symbol => writer.Write(symbol.Version)));
        byte[] needs = Bytes(writer => WriteNeeds(writer, provider));
        (uint Type, byte[] Content, uint Link, uint Info)[] sections =
        [
            (0, [], 0, 0), (3, [.. _strings], 0, 0), (11, symbols, 1, 1), (0x6fffffff, versions, 2, 0),
            (0x6ffffffe, needs, 1, 1),
        ];
        return Bytes(writer =>
        {
            writer.Write((byte[])[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, .. new byte[32]]);
            writer.Write(64L); // section headers follow the header
            writer.Write(new byte[10]);
            writer.Write((ushort)64);
            writer.Write((ushort)Sections);
            writer.Write((ushort)0);
            long start = 64 + (64 * Sections);
            foreach ((uint type, byte[] content, uint link, uint info) in sections)
            {
                writer.Write(0U);
                writer.Write(type);
                writer.Write(new byte[16]);
                writer.Write(start);
                writer.Write((long)content.Length);
                writer.Write(link);
                writer.Write(info);
                writer.Write(new byte[16]);
                start += content.Length;
            }

            foreach ((_, byte[] content, _, _) in sections)
            {
                writer.Write(content);
            }
        });
    }

    private void WriteNeeds(BinaryWriter writer, uint provider)
    {
        writer.Write((ushort)1);
        writer.Write((ushort)_needs.Count);
        writer.Write(provider);
        writer.Write(16U);
        writer.Write(0U);
        for (int index = 0; index < _needs.Count; index++)
        {
            writer.Write(0U);
            writer.Write(_needs[index].Flags);
            writer.Write(_needs[index].Index);
            writer.Write(_needs[index].Name);
            writer.Write(index + 1 < _needs.Count ? 16U : 0U);
        }
    }

    private uint Intern(string text)
    {
        uint start = (uint)_strings.Count;
        _strings.AddRange(Encoding.UTF8.GetBytes(text));
        _strings.Add(0);
        return start;
    }

    private static byte[] Bytes(Action<BinaryWriter> write)
    {
        using MemoryStream stream = new();
        using (BinaryWriter writer = new(stream, Encoding.UTF8, leaveOpen: true))
        {
            write(writer);
        }

        return stream.ToArray();
    }
}
