using System.Buffers.Binary;

namespace Tarn.Tables.DeletionVectors;

/// <summary>
/// Reads the protocol's 64-bit Roaring bitmap ("Deletion Vector Format"; 32-bit parts as in the RoaringFormatSpec).
/// Every length is checked against the data, so damaged bytes end in a <see cref="FormatException"/>.
/// </summary>
internal ref struct RoaringReader
{
    private const uint Magic = 1681511377;

    /// <summary>An older layout, big-endian, that the protocol's own example is in.</summary>
    private const uint NativeMagic = 1681511376;

    private const int CookieWithoutRuns = 12346;
    private const int CookieWithRuns = 12347;
    private const int OffsetsWithRunsMin = 4;
    private const int ArrayCountMax = 4096;
    private const int ContainersMax = 1 << 16;
    private readonly SortedDictionary<long, RowContainer> _containers = [];
    private ReadOnlySpan<byte> _rest;

    private RoaringReader(ReadOnlySpan<byte> data) => _rest = data;

    /// <param name="data">The bitmap with its magic number, without length and checksum.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static DeletedRows Read(ReadOnlySpan<byte> data)
    {
        RoaringReader reader = new(data);
        ReadOnlySpan<byte> magic = reader.Take(sizeof(uint));
        if (BinaryPrimitives.ReadUInt32LittleEndian(magic) == Magic)
        {
            reader.ReadPortable();
        }
        else if (BinaryPrimitives.ReadUInt32BigEndian(magic) == NativeMagic)
        {
            reader.ReadNative();
        }
        else
        {
            throw new FormatException($"its magic number is {BinaryPrimitives.ReadUInt32LittleEndian(magic)}");
        }

        return new DeletedRows(reader._containers);
    }

    private void ReadPortable()
    {
        ulong count = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
        long previous = -1;
        for (ulong i = 0; i < count; i++)
        {
            uint key = BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));
            if (key <= previous || key > int.MaxValue)
            {
                throw new FormatException($"bitmap {i} has the key {key}, which is not in order");
            }

            previous = key;
            ReadBitmap(key);
        }
    }

    private void ReadNative()
    {
        int count = BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int)));
        for (int key = 0; key < count; key++)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int)));
            ReadOnlySpan<byte> after = _rest[Math.Min(_rest.Length, Math.Max(0, length))..];
            ReadBitmap(key);
            _rest = after;
        }
    }

    /// <param name="bitmap">The upper 32 bits of its rows.</param>
    private void ReadBitmap(long bitmap)
    {
        uint cookie = ReadUInt32();
        bool hasRuns = (cookie & 0xFFFF) == CookieWithRuns;
        if (!hasRuns && cookie != CookieWithoutRuns)
        {
            throw new FormatException($"a bitmap begins with {cookie}, not with Roaring's cookie");
        }

        int count = hasRuns ? (int)(cookie >> 16) + 1 : checked((int)Math.Min(ReadUInt32(), int.MaxValue));
        if (count > ContainersMax)
        {
            throw new FormatException($"a bitmap has {count} containers, more than {ContainersMax}");
        }

        ReadOnlySpan<byte> isRun = hasRuns ? Take((count + 7) / 8) : default;
        ReadOnlySpan<byte> header = Take(count * 4);
        if (!hasRuns || count >= OffsetsWithRunsMin)
        {
            Take(count * sizeof(uint));
        }

        int previous = -1;
        for (int i = 0; i < count; i++)
        {
            int key = BinaryPrimitives.ReadUInt16LittleEndian(header[(i * 4)..]);
            int rows = BinaryPrimitives.ReadUInt16LittleEndian(header[((i * 4) + 2)..]) + 1;
            if (key <= previous)
            {
                throw new FormatException($"container {key} comes after {previous}");
            }

            previous = key;
            bool isRuns = hasRuns && (isRun[i / 8] & (1 << (i % 8))) != 0;
            RowContainer container = isRuns ? ReadRuns() : rows <= ArrayCountMax ? ReadArray(rows) : ReadBits();
            _containers[(bitmap << 16) | (uint)key] = container.Count == rows
                ? container
                : throw new FormatException($"container {key} has {container.Count} rows, not {rows}");
        }
    }

    private RowContainer ReadArray(int rows)
    {
        ReadOnlySpan<byte> data = Take(rows * sizeof(ushort));
        ushort[] sorted = new ushort[rows];
        for (int i = 0; i < rows; i++)
        {
            sorted[i] = BinaryPrimitives.ReadUInt16LittleEndian(data[(i * sizeof(ushort))..]);
        }

        return RowContainer.OfArray(sorted);
    }

    private RowContainer ReadBits()
    {
        const int Words = (1 << 16) / 64;
        ReadOnlySpan<byte> data = Take(Words * sizeof(ulong));
        ulong[] bits = new ulong[Words];
        for (int i = 0; i < Words; i++)
        {
            bits[i] = BinaryPrimitives.ReadUInt64LittleEndian(data[(i * sizeof(ulong))..]);
        }

        return RowContainer.OfBits(bits);
    }

    private RowContainer ReadRuns()
    {
        int count = BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));
        ReadOnlySpan<byte> data = Take(count * 4);
        (ushort Start, ushort More)[] runs = new (ushort, ushort)[count];
        for (int i = 0; i < count; i++)
        {
            runs[i] = (
                BinaryPrimitives.ReadUInt16LittleEndian(data[(i * 4)..]),
                BinaryPrimitives.ReadUInt16LittleEndian(data[((i * 4) + 2)..]));
        }

        return RowContainer.OfRuns(runs);
    }

    private uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
        {
            throw new FormatException($"it ends {length - _rest.Length} bytes too early");
        }

        ReadOnlySpan<byte> taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
