namespace Tarn.Catalog.Files;

/// <summary>Tells how an object is compressed by its first bytes; names may lie.</summary>
internal static class CompressionMagic
{
    public const int BytesMax = 4;

    public static Compression Of(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? Compression.Gzip
        : start.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]) ? Compression.Zstandard
        : Compression.None;

    /// <summary>As options of the engine's readers name it.</summary>
    public static string EngineName(Compression compression) => compression switch
    {
        Compression.Gzip => "gzip",
        Compression.Zstandard => "zstd",
        _ => "uncompressed",
    };
}
