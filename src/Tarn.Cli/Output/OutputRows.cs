using System.Runtime.CompilerServices;
using Tarn.Engine;
using Tarn.Queries.Limits;

namespace Tarn.Cli.Output;

/// <summary>Rows to print, in batches so that a result of any size passes through bounded memory. Read once.</summary>
/// <param name="Columns">As many as each row has values.</param>
/// <param name="Batches">Rows of the engine's CLR values.</param>
internal sealed record OutputRows(
    IReadOnlyList<OutputColumn> Columns, IAsyncEnumerable<IReadOnlyList<object?[]>> Batches)
{
    /// <summary>What people see where there is no value: a word in results, nothing in listings.</summary>
    public string NullText { get; init; } = "";

    public static OutputRows Of(IReadOnlyList<OutputColumn> columns, IEnumerable<object?[]> rows) =>
        new(columns, Single([.. rows]));

    /// <param name="reader">The result; whoever made it disposes it.</param>
    /// <param name="rowsMax">Rows after which to stop.</param>
    public static OutputRows From(LimitedRows reader, long rowsMax = long.MaxValue) =>
        new(OutputColumn.From(reader.Columns), Read(reader, rowsMax)) { NullText = "NULL" };

    private static async IAsyncEnumerable<IReadOnlyList<object?[]>> Single(
        IReadOnlyList<object?[]> rows, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        cancellationToken.ThrowIfCancellationRequested();
        yield return rows;
    }

    private static async IAsyncEnumerable<IReadOnlyList<object?[]>> Read(
        LimitedRows reader, long rowsMax, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        long rowsLeft = rowsMax;
        await foreach (RowBatch batch in reader.ReadBatchesAsync(cancellationToken))
        {
            object?[][] rows = new object?[Math.Min(batch.RowCount, rowsLeft)][];
            for (int i = 0; i < rows.Length; i++)
            {
                rows[i] = batch.GetRow(i);
            }

            yield return rows;
            rowsLeft -= rows.Length;
            if (rowsLeft == 0)
            {
                yield break;
            }
        }
    }
}
