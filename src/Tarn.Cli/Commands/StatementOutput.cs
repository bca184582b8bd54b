using Tarn.Cli.Errors;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Queries.Limits;
using Tarn.Queries.Statements;
using Tarn.State;

namespace Tarn.Cli.Commands;

/// <summary>Runs a statement that is no query and prints what it answers.</summary>
internal static class StatementOutput
{
    /// <exception cref="UsageException">It is to be written to a Parquet file.</exception>
    public static async Task WriteAsync(
        CommandContext context,
        LakeHost lake,
        Statement statement,
        OutputTarget target,
        CancellationToken cancellationToken)
    {
        if (target.Format == OutputFormat.Parquet)
        {
            throw new UsageException("only the rows of a SELECT can be written to a Parquet file");
        }

        using ILakeTurn? turn = statement.IsChange ? await lake.LockForChangesAsync(cancellationToken) : null;
        QueryLimits limits = LimitOptions.Read(context, lake.Queries.Limits);
        StatementResult result = await lake.StatementsWithin(limits).RunAsync(statement, cancellationToken);
        if (result.Columns.Count > 0)
        {
            OutputRows rows = OutputRows.Of(
                [.. result.Columns.Select(column => new OutputColumn(column))],
                result.Rows.Select(row => row.ToArray<object?>()));
            await context.CreateWriter(target.Format).WriteAsync(rows, cancellationToken);
        }

        if (result.Message is { } message)
        {
            context.Say(message);
        }
    }
}
