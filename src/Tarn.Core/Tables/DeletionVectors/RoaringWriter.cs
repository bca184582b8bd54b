namespace Tarn.Tables.DeletionVectors;

/// <summary>
/// Writes the protocol's 64-bit Roaring bitmap ("Deletion Vector Format"; 32-bit parts as in the RoaringFormatSpec,
/// without runs). All numbers are little-endian.
/// </summary>
internal static class RoaringWriter
{
    private const uint Magic = 1681511377;
    private const uint CookieWithoutRuns = 12346;
    private const int ArrayCountMax = 4096;
    private const int BitsBytes = (1 << 16) / 8;

    /// <param name="rows">Ascending, none twice.</param>
    public static byte[] Write(IReadOnlyCollection<long> rows)
    {
        using MemoryStream content = new();
        using BinaryWriter writer = new(content);
        IGrouping<long, long>[] bitmaps = [.. rows.GroupBy(row => row >> 32)];
        writer.Write(Magic);
        writer.Write((long)bitmaps.Length);
        foreach (IGrouping<long, long> bitmap in bitmaps)
        {
            writer.Write((uint)bitmap.Key);
            WriteBitmap(writer, bitmap);
        }

        writer.Flush();
        return content.ToArray();
    }

    private static void WriteBitmap(BinaryWriter writer, IEnumerable<long> rows)
    {
        (ushort Key, ushort[] Rows)[] containers =
        [
            .. rows.GroupBy(row => (ushort)(row >> 16), row => (ushort)row)
                .Select(container => (container.Key, container.ToArray())),
        ];
        writer.Write(CookieWithoutRuns);
        writer.Write(containers.Length);
        foreach ((ushort key, ushort[] inside) in containers)
        {
            writer.Write(key);
            writer.Write((ushort)(inside.Length - 1));
        }

        // Cookie and count, then four bytes of header and four of offset for each container.
        int offset = 8 + (containers.Length * 8);
        foreach ((_, ushort[] inside) in containers)
        {
            writer.Write(offset);
            offset += inside.Length <= ArrayCountMax ? inside.Length * sizeof(ushort) : BitsBytes;
        }

        foreach ((_, ushort[] inside) in containers)
        {
            WriteContainer(writer, inside);
        }
    }

    private static void WriteContainer(BinaryWriter writer, ushort[] rows)
    {
        if (rows.Length <= ArrayCountMax)
        {
            foreach (ushort row in rows)
            {
                writer.Write(row);
            }

            return;
        }

        ulong[] bits = new ulong[BitsBytes / sizeof(ulong)];
        foreach (ushort row in rows)
        {
            bits[row >> 6] |= 1UL << (row & 63);
        }

        foreach (ulong word in bits)
        {
            writer.Write(word);
        }
    }
}
