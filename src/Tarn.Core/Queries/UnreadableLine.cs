namespace Tarn.Queries;

/// <summary>A line of a text file that could not be split into the file's columns.</summary>
/// <param name="File">Bucket and key of the file.</param>
/// <param name="Line">1-based.</param>
/// <param name="Text">The line.</param>
/// <param name="Reason">What is wrong with it, as the engine says it.</param>
public sealed record UnreadableLine(string File, long Line, string Text, string Reason)
{
    /// <summary>One row for each line however many faults it has and however often it was read.</summary>
    internal const string Sql = """
        SELECT file_path, line, any_value(csv_line) AS csv_line,
               string_agg(DISTINCT error_message, '; ' ORDER BY error_message) AS reason
        FROM reject_errors JOIN reject_scans USING (scan_id, file_id)
        GROUP BY file_path, line
        ORDER BY file_path, line
        """;
}
