using System.Globalization;
using System.Text;
using Tarn.Common;
using Tarn.Engine.Errors;
using Tarn.Queries.Scanning;

namespace Tarn.Queries.Limits;

/// <summary>What one statement may take, the <c>engine.limits</c> of lake.yaml.</summary>
public sealed record QueryLimits
{
    /// <summary>How long it may run until its last row is read; 30 minutes unless said otherwise.</summary>
    public TimeSpan TimeMax { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Rows it may return; null is any number.</summary>
    public long? RowsMax { get; init; }

    /// <summary>
    /// Memory of the engine for it alone, beyond which it spills to scratch; null shares the <c>engine.memory</c> of
    /// all statements. DuckDB limits instances, not statements: with a limit, each is run by an instance of its own.
    /// </summary>
    public long? MemoryBytesMax { get; init; }

    /// <summary>Bytes it may read, as <see cref="ScanEstimate"/> counts them; null is any number.</summary>
    public long? ScannedBytesMax { get; init; }

    /// <summary>Size of its text in UTF-8; 1 MB unless said otherwise.</summary>
    public long TextBytesMax { get; init; } = 1_000_000;

    /// <summary>
    /// How deep brackets may nest, set operations in a row among them; 500 unless said otherwise.
    /// </summary>
    public int DepthMax { get; init; } = 500;

    /// <summary>Looks at the text, before anything is parsed.</summary>
    /// <exception cref="StatementException"><c>TN3011</c>: it is too long or nested too deeply.</exception>
    internal void CheckText(string sql)
    {
        // No text has fewer bytes than characters.
        long bytes = sql.Length > TextBytesMax ? sql.Length : Encoding.UTF8.GetByteCount(sql);
        if (bytes > TextBytesMax)
        {
            throw new StatementException(
                ErrorCodes.StatementTooLarge,
                $"the statement has {Number(bytes)} bytes, more than the {Number(TextBytesMax)} allowed",
                position: 0,
                "put long lists into a table, or raise engine.limits.text in lake.yaml");
        }

        if (NestingDepth.FindDeeper(sql, DepthMax) is int position)
        {
            throw new StatementException(
                ErrorCodes.StatementTooLarge,
                $"the statement is nested more than {Number(DepthMax)} deep here",
                position,
                "take it apart with WITH, or raise engine.limits.depth in lake.yaml");
        }
    }

    /// <exception cref="TarnException"><c>TN3014</c>: there is more to read than allowed.</exception>
    internal void CheckScan(IReadOnlyList<ScanEstimate> tables)
    {
        long bytes = tables.Sum(table => table.BytesMax);
        if (bytes > ScannedBytesMax)
        {
            throw new TarnException(
                ErrorCodes.ScanLimit,
                $"the statement would read {Number(bytes)} bytes, over the {Number(ScannedBytesMax.Value)} allowed")
            {
                Hint = "name fewer columns or partitions, or raise --max-bytes or engine.limits.scanned in lake.yaml",
            };
        }
    }

    /// <param name="rows">Those found so far.</param>
    /// <exception cref="TarnException"><c>TN3013</c>: that is more than allowed.</exception>
    internal void CheckRows(long rows)
    {
        if (rows > RowsMax)
        {
            throw new TarnException(
                ErrorCodes.RowLimit, $"the statement returns more than the {Number(RowsMax.Value)} rows allowed")
            {
                Hint = "add LIMIT, or raise --max-rows or engine.limits.rows in lake.yaml",
            };
        }
    }

    /// <summary>What to throw instead when the engine reports that memory ran out.</summary>
    /// <returns><c>TN3015</c>; null when it was not the memory of the statement alone.</returns>
    internal TarnException? FindMemoryLimit(EngineException exception) =>
        exception.Kind == EngineErrorKind.OutOfMemory && !exception.IsScratchFull && MemoryBytesMax is long memory
            ? new TarnException(
                ErrorCodes.MemoryLimit,
                $"the statement needs more than the {Number(memory)} bytes of memory allowed: {exception.RawMessage}",
                exception)
            {
                Hint = "select less at once, or raise --max-memory or engine.limits.memory in lake.yaml",
            }
            : null;

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
