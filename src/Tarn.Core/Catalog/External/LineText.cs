using Tarn.Catalog.Files;
using Tarn.Engine;

namespace Tarn.Catalog.External;

/// <summary>Text files line by line, by the engine's CSV reader with a delimiter that no text has.</summary>
internal static class LineText
{
    public const string Column = "line";

    /// <summary>
    /// Line ends may be mixed in a file; lines that cannot be split are kept for
    /// the query's report and do not end the query.
    /// </summary>
    public const string LenientOptions =
        "strict_mode = false, store_rejects = true, rejects_limit = 0, hive_partitioning = false";

    /// <summary>Longer lines are not read.</summary>
    public const int LineBytesMax = 16 * 1024 * 1024;

    /// <summary>What to read from: a table of one column, <see cref="Column"/>.</summary>
    /// <param name="files">Compressed in the same way.</param>
    public static string From(IReadOnlyList<ExternalFile> files, string encoding) =>
        From(files, encoding, LenientOptions);

    /// <summary>As <see cref="From(IReadOnlyList{ExternalFile}, string)"/>, without keeping faults of lines.</summary>
    public static string ProofOf(IReadOnlyList<ExternalFile> files, string encoding) => From(
        files, encoding, "strict_mode = false, ignore_errors = true, hive_partitioning = false");

    /// <summary>The option of readers that says so; without it they go by the name.</summary>
    public static string CompressionOf(IReadOnlyList<ExternalFile> files) =>
        $"compression = '{CompressionMagic.EngineName(files[0].Compression)}'";

    /// <summary>The first line; null when the file is empty.</summary>
    public static async Task<string?> FirstAsync(
        DuckConnection connection, ExternalFile file, string encoding, CancellationToken cancellationToken) =>
        await connection.ScalarAsync(
            $"SELECT {Column} FROM {From([file], encoding)} LIMIT 1",
            cancellationToken) as string;

    private static string From(IReadOnlyList<ExternalFile> files, string encoding, string options) =>
        $"read_csv({SqlText.Paths(files.Select(file => file.EnginePath))}, {CompressionOf(files)}, "
        + $"max_line_size = {LineBytesMax}, auto_detect = false, header = false, columns = {{'{Column}': 'VARCHAR'}}, "
        + $"delim = '\u0001', quote = '', escape = '', encoding = {SqlText.Literal(encoding)}, {options})";
}
