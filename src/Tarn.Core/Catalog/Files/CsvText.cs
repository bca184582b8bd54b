using System.IO.Compression;
using System.Text;
using Tarn.Common;
using Tarn.Storage;

namespace Tarn.Catalog.Files;

/// <summary>Reads a text file of a raw table as characters or bytes, decompressing by its name.</summary>
internal static class CsvText
{
    /// <summary>The file's bytes, decompressed when the key ends in .gz.</summary>
    public static async Task<Stream> OpenAsync(IObjectStore store, string key, CancellationToken cancellationToken)
    {
        Stream raw = await store.OpenReadAsync(key, cancellationToken);
        return key.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(raw, CompressionMode.Decompress) : raw;
    }

    /// <exception cref="TarnException">
    /// TN2006: the definition names an encoding that the engine does not read.
    /// </exception>
    public static Encoding Encoding(CsvFormat format) => format.Encoding switch
    {
        "utf-8" => System.Text.Encoding.UTF8,
        "utf-16" => System.Text.Encoding.Unicode,
        "latin-1" => System.Text.Encoding.Latin1,
        string other => throw new TarnException(
            ErrorCodes.BadValue, $"encoding '{other}' is not known; expected utf-8, utf-16 or latin-1"),
    };
}
