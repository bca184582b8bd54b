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

    /// <summary>What to read from: a table of one column, <see cref="Column"/>.</summary>
    public static string From(string paths, string encoding) =>
        $"read_csv({paths}, auto_detect = false, header = false, columns = {{'{Column}': 'VARCHAR'}}, "
        + $"delim = '\u0001', quote = '', escape = '', encoding = {SqlText.Literal(encoding)}, {LenientOptions})";

    public static bool IsZstd(string key) => key.EndsWith(".zst", StringComparison.OrdinalIgnoreCase);

    /// <summary>The first line; null when the file is empty.</summary>
    public static async Task<string?> FirstAsync(
        DuckConnection connection, ExternalFile file, string encoding, CancellationToken cancellationToken) =>
        await connection.ScalarAsync(
            $"SELECT {Column} FROM {From(SqlText.Paths([file.EnginePath]), encoding)} LIMIT 1",
            cancellationToken) as string;
}
