namespace Tarn.Cli.Output;

/// <summary>A JSON object per line and row.</summary>
internal sealed class JsonLinesWriter(TextWriter output) : IRowWriter
{
    public async Task<long> WriteAsync(OutputRows rows, CancellationToken cancellationToken)
    {
        using JsonRowText text = new(rows.Columns);
        long count = 0;
        await foreach (IReadOnlyList<object?[]> batch in rows.Batches.WithCancellation(cancellationToken))
        {
            foreach (object?[] row in batch)
            {
                output.Write(text.Of(row));
                output.Write('\n');
            }

            count += batch.Count;
        }

        return count;
    }
}
