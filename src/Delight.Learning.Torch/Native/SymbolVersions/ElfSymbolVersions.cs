using System.Buffers.Binary;
using System.Text;

namespace Delight.Learning.Torch.Native.SymbolVersions;

/// <summary>The symbol versions that a 64-bit little-endian ELF library needs, and the symbols that need
/// them.</summary>
/// <remarks>
/// <para>Reads four sections: <c>.gnu.version_r</c> (the versions needed), <c>.gnu.version</c> (one version index a
/// symbol), <c>.dynsym</c> and its string table.</para>
/// <para>Source: System V ABI; Linux Standard Base Core 5.0, section 11.7 "Symbol Versioning".</para>
/// </remarks>
internal sealed class ElfSymbolVersions
{
    private const int HeaderBytes = 64, SectionBytes = 64, SymbolBytes = 24, NeedBytes = 16;
    private const uint DynamicSymbols = 11, SymbolVersions = 0x6fffffff, NeededVersions = 0x6ffffffe;
    private const ushort Weak = 2, IndexMask = 0x7fff;

    private readonly byte[] _file;
    private readonly List<Section> _sections = [];
    private readonly List<Need> _needs = [];
    private readonly List<(string Name, int Version)> _symbols = [];

    /// <summary>Reads the tables.</summary>
    /// <param name="file">The whole library; kept, and changed by <see cref="MakeWeak"/>.</param>
    /// <exception cref="InvalidDataException">It is no such library, or is cut off: the reason in a few
    /// words.</exception>
    public ElfSymbolVersions(byte[] file)
    {
        _file = file;
        ReadSections();
        ReadNeeds();
        ReadSymbols();
    }

    /// <summary>The undefined symbols of one version, in the order of the file; empty where none needs it.</summary>
    /// <param name="version">Such as <c>GLIBCXX_3.4.32</c>.</param>
    public IReadOnlyList<string> SymbolsOf(string version)
    {
        int[] indices = [.. _needs.Where(need => need.Version == version).Select(need => need.Index)];
        return [.. _symbols.Where(symbol => indices.Contains(symbol.Version)).Select(symbol => symbol.Name)];
    }

    /// <summary>True where the version is needed, and every need of it is weak already.</summary>
    /// <param name="version">Such as <c>GLIBCXX_3.4.32</c>.</param>
    public bool IsWeak(string version)
    {
        Need[] needs = [.. _needs.Where(need => need.Version == version)];
        return needs.Length > 0 && needs.All(need => (ReadUInt16(need.FlagsOffset) & Weak) != 0);
    }

    /// <summary>Marks every need of a version as weak in the file: two bytes each.</summary>
    /// <param name="version">Such as <c>GLIBCXX_3.4.32</c>.</param>
    public void MakeWeak(string version)
    {
        foreach (Need need in _needs.Where(need => need.Version == version))
        {
            ushort flags = (ushort)(ReadUInt16(need.FlagsOffset) | Weak);
            BinaryPrimitives.WriteUInt16LittleEndian(_file.AsSpan(need.FlagsOffset), flags);
        }
    }

    private void ReadSections()
    {
        if (!_file.AsSpan().StartsWith("\x7f"u8) || !_file.AsSpan(1).StartsWith("ELF"u8))
        {
            throw new InvalidDataException("it is no ELF file");
        }

        if (_file.Length < HeaderBytes)
        {
            throw CutOff();
        }

        if (_file[4] != 2 || _file[5] != 1)
        {
            throw new InvalidDataException("it is no 64-bit little-endian library");
        }

        long table = ReadInt64(40);
        int size = ReadUInt16(58), count = ReadUInt16(60);
        if (size != SectionBytes)
        {
            throw new InvalidDataException("it has no section headers");
        }

        for (int index = 0; index < count; index++)
        {
            int at = Offset(table + ((long)index * SectionBytes), SectionBytes);
            long start = ReadInt64(at + 24), length = ReadInt64(at + 32);
            _sections.Add(new Section(
                ReadUInt32(at + 4), start, length, (int)ReadUInt32(at + 40), ReadUInt32(at + 44)));
        }
    }

    private void ReadNeeds()
    {
        Section section = Find(NeededVersions);
        long need = section.Start;
        for (uint left = section.Info; left > 0; left--)
        {
            int at = Offset(need, NeedBytes);
            long entry = at + ReadUInt32(at + 8);
            for (int entries = ReadUInt16(at + 2); entries > 0; entries--)
            {
                int aux = Offset(entry, NeedBytes);
                string version = Text(section.Link, ReadUInt32(aux + 8));
                _needs.Add(new Need(version, ReadUInt16(aux + 6) & IndexMask, aux + 4));
                entry += ReadUInt32(aux + 12);
            }

            need += ReadUInt32(at + 12);
        }
    }

    private void ReadSymbols()
    {
        Section symbols = Find(DynamicSymbols), versions = Find(SymbolVersions);
        for (long index = 0; index < symbols.Length / SymbolBytes; index++)
        {
            int at = Offset(symbols.Start + (index * SymbolBytes), SymbolBytes);
            bool isUndefined = ReadUInt16(at + 6) == 0;
            if (isUndefined)
            {
                int version = ReadUInt16(Offset(versions.Start + (index * sizeof(ushort)), sizeof(ushort)));
                _symbols.Add((Text(symbols.Link, ReadUInt32(at)), version & IndexMask));
            }
        }
    }

    private Section Find(uint type) => _sections.Find(section => section.Type == type)
        ?? throw new InvalidDataException("it has no table of symbol versions");

    private string Text(int link, uint offset)
    {
        if ((uint)link >= (uint)_sections.Count)
        {
            throw CutOff();
        }

        int start = Offset(_sections[link].Start + offset, 1);
        int length = _file.AsSpan(start).IndexOf((byte)0);
        return length >= 0 ? Encoding.UTF8.GetString(_file, start, length) : throw CutOff();
    }

    /// <summary>A position with so many bytes behind it.</summary>
    private int Offset(long offset, int bytes) =>
        offset >= 0 && offset <= _file.Length - bytes ? (int)offset : throw CutOff();

    private ushort ReadUInt16(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(_file.AsSpan(offset));

    private uint ReadUInt32(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(_file.AsSpan(offset));

    private long ReadInt64(int offset) => BinaryPrimitives.ReadInt64LittleEndian(_file.AsSpan(offset));

    private static InvalidDataException CutOff() => new("it is cut off");

    private sealed record Section(uint Type, long Start, long Length, int Link, uint Info);

    private sealed record Need(string Version, int Index, int FlagsOffset);
}
