namespace Tarn.Crawlers.Sampling;

/// <summary>Kinds of files that say in their first bytes what they are.</summary>
internal static class FileMagic
{
    private static readonly (byte[] Start, string Name)[] Others =
    [
        ([.. "ORC"u8], "an ORC file"), ([.. "Obj\u0001"u8], "an Avro file"), ([0x50, 0x4B, 3, 4], "a zip archive"),
        ([.. "BZh"u8], "compressed by bzip2"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "compressed by xz"),
        ([0x04, 0x22, 0x4D, 0x18], "compressed by lz4"), ([0xFF, 6, 0, 0, .. "sNaPpY"u8], "compressed by snappy"),
        ([.. "%PDF"u8], "a PDF document"), ([0x89, .. "PNG"u8], "a PNG image"), ([0xFF, 0xD8, 0xFF], "a JPEG image"),
        ([.. "SQLite format 3"u8], "an SQLite database"), ([.. "ARROW1"u8], "an Arrow file"),
    ];

    public static bool IsParquet(ReadOnlySpan<byte> start) => start.StartsWith("PAR1"u8);

    /// <summary>What it is besides what a table can be made of, or null.</summary>
    public static string? NameOther(ReadOnlySpan<byte> start)
    {
        foreach ((byte[] known, string name) in Others)
        {
            if (start.StartsWith(known))
            {
                return name;
            }
        }

        return null;
    }
}
