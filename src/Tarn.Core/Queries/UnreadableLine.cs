using System.Globalization;
using System.Text;
using Tarn.Engine;

namespace Tarn.Queries;

/// <summary>A line of a text file that could not be split into the file's columns.</summary>
/// <param name="File">Bucket and key of the file.</param>
/// <param name="Line">1-based.</param>
/// <param name="Text">The line.</param>
/// <param name="Reason">What is wrong with it, as the engine says it.</param>
public sealed record UnreadableLine(string File, long Line, string Text, string Reason)
{
    /// <summary>What is wrong with it in a few words that have nothing of the line in them.</summary>
    public required string Kind { get; init; }

    /// <summary>Length of the line, of which <see cref="Text"/> may be the start; null: unknown.</summary>
    public long? Bytes { get; init; }

    /// <summary>One row for each line however many faults it has and however often it was read.</summary>
    private const string Sql = """
        SELECT file_path, line, any_value(csv_line) AS csv_line,
               string_agg(DISTINCT error_message, '; ' ORDER BY error_message) AS reason,
               string_agg(DISTINCT lower(CAST(error_type AS VARCHAR)), '; ' ORDER BY lower(CAST(error_type AS VARCHAR)))
        FROM reject_errors JOIN reject_scans USING (scan_id, file_id)
        GROUP BY file_path, line
        ORDER BY file_path, line
        """;

    /// <summary>Those that the connection has met so far.</summary>
    /// <param name="objects">Bucket and key by the path at which the engine reads a file.</param>
    internal static async Task<IReadOnlyList<UnreadableLine>> ReadAsync(
        DuckConnection connection, IReadOnlyDictionary<string, string> objects, CancellationToken cancellationToken)
    {
        IReadOnlyList<object?[]> tables = await connection.QueryAllAsync(
            "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'reject_errors' AND temporary", cancellationToken);
        if (Convert.ToInt64(tables[0][0], CultureInfo.InvariantCulture) == 0)
        {
            return [];
        }

        IReadOnlyList<object?[]> rows = await connection.QueryAllAsync(Sql, cancellationToken);
        return [.. rows.Select(row => new UnreadableLine(
            objects.GetValueOrDefault((string)row[0]!, (string)row[0]!),
            Convert.ToInt64(row[1], CultureInfo.InvariantCulture),
            (string)row[2]!,
            (string)row[3]!)
        {
            Kind = (string)row[4]!,
            Bytes = Encoding.UTF8.GetByteCount((string)row[2]!),
        })];
    }
}
