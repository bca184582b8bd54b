using Tarn.Engine;

namespace Tarn.Jobs.Checks;

/// <summary>Shows one of the rows that failed a check, for the message.</summary>
internal static class FailedRow
{
    private const int SampleCharsMax = 300;

    /// <summary>Text to add to a sentence, from the files that the failed rows were written to.</summary>
    public static async Task<string> SampleAsync(
        DuckConnection connection, ModelColumns columns, IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        string row = string.Join(", ", columns.All.Select(field => SqlText.Identifier(field.Name)));
        string files = string.Join(", ", paths.Select(SqlText.Literal));
        object? text = await connection.ScalarAsync(
            "SELECT CAST(t AS VARCHAR) "
            + $"FROM (SELECT {row} FROM read_parquet([{files}], hive_partitioning=false) LIMIT 1) t",
            cancellationToken);
        string sample = (string?)text ?? "";
        return ", for example " + (sample.Length > SampleCharsMax ? sample[..SampleCharsMax] + "…" : sample);
    }
}
