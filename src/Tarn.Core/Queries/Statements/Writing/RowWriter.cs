using System.Globalization;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Tables.Partitions;

namespace Tarn.Queries.Statements.Writing;

/// <summary>
/// Writes the rows of a query to files of a directory, in one pass and with the memory that the engine is allowed: a
/// file for each partition, or files of about 128 MiB.
/// </summary>
internal static class RowWriter
{
    private const long FileBytesTarget = 128L << 20;

    /// <param name="directory">Is there and empty.</param>
    /// <exception cref="TarnException">As the query says; <c>TN3006</c>: the format does not hold a value.</exception>
    public static async Task<WrittenRows> WriteAsync(
        BoundStatement bound, RowLayout layout, string directory, CancellationToken cancellationToken)
    {
        string split = layout.Keys.Count > 0
            ? $"PARTITION_BY ({SqlText.List(layout.KeyNames)})"
            : string.Create(CultureInfo.InvariantCulture, $"FILE_SIZE_BYTES {FileBytesTarget}");
        SqlAround copy = new(
            "COPY (",
            $") TO {SqlText.Literal(directory)} ({layout.Form.CopyOptions}, {split}, FILENAME_PATTERN '{{uuid}}',"
                + " OVERWRITE_OR_IGNORE true, RETURN_FILES)");
        try
        {
            IReadOnlyList<object?[]> result =
                await bound.QueryAroundAsync(copy.Around(layout.Around()), cancellationToken);
            long count = Convert.ToInt64(result[0][0], CultureInfo.InvariantCulture);
            object?[] paths = count == 0 ? [] : (object?[])result[0][1]!;
            return new WrittenRows(count, [.. paths.Select(path => FileOf((string)path!, layout, directory))]);
        }
        catch (EngineException exception) when (RefusalOf(exception) is { } refusal)
        {
            throw new TarnException(ErrorCodes.ConversionFailed, refusal, exception)
            {
                Hint = "change the value in the query, or write Parquet",
            };
        }
    }

    private static RowFile FileOf(string path, RowLayout layout, string directory)
    {
        Dictionary<string, string?> values = HivePath.Values(Path.GetRelativePath(directory, path));
        return new RowFile(path, [.. layout.KeyNames.Select(name => values[name])]);
    }

    private static string? RefusalOf(EngineException exception) =>
        exception.RawMessage.IndexOf(LineForm.Refusal, StringComparison.Ordinal) is int start and >= 0
            ? exception.RawMessage[start..].TrimEnd()
            : null;
}
