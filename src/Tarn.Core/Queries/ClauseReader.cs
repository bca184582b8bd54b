using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Engine.Parsing;
using Tarn.Tables;

namespace Tarn.Queries;

/// <summary>
/// Finds out which versions clauses mean; their expressions may use parameters and functions, no tables.
/// </summary>
internal sealed class ClauseReader(
    SqlParser parser, DuckConnection connection, IReadOnlyDictionary<string, object?> parameters)
{
    /// <exception cref="StatementException"><c>TN2012</c>: the expression gives no version and no moment.</exception>
    public Task<AsOf> ReadAsync(VersionClause clause, CancellationToken cancellationToken) => ReadAsync(
        clause.ToSql(),
        $"'{clause.Expression}' is no {(clause.IsVersion ? "version" : "moment")}",
        clause.Position,
        cancellationToken);

    /// <param name="expression">One of the clause's.</param>
    /// <exception cref="StatementException"><c>TN2012</c>: the expression gives no version and no moment.</exception>
    public Task<AsOf> ReadAsync(ChangesClause clause, string expression, CancellationToken cancellationToken) =>
        ReadAsync(
            ChangesClause.ToSql(expression),
            $"'{expression.Trim()}' is no version and no moment",
            clause.Position,
            cancellationToken);

    private async Task<AsOf> ReadAsync(string sql, string what, int position, CancellationToken cancellationToken)
    {
        try
        {
            ParsedQuery query = await parser.ParseAsync(sql, parameters, cancellationToken);
            if (query.Tables.Count > 0 || query.TableFunctions.Count > 0)
            {
                throw Wrong("it must not read tables");
            }

            object? value = await ValueAsync(sql, cancellationToken);
            return ToAsOf(value) ?? throw Wrong(value is null ? "it is null" : $"it is '{value}'");
        }
        catch (EngineException exception)
        {
            throw Wrong(exception.Lines[0]);
        }

        StatementException Wrong(string reason) =>
            new(ErrorCodes.SqlBinding, $"{what}: {reason}", position, hint: null);
    }

    /// <summary>
    /// The only value of the only row, read to the end: what is made on a connection while a result is open, such as a
    /// function that scans need, is gone with it.
    /// </summary>
    private async Task<object?> ValueAsync(string sql, CancellationToken cancellationToken)
    {
        object? value = null;
        await using RowReader rows = await connection.QueryAsync(sql, parameters, cancellationToken);
        await foreach (RowBatch batch in rows.ReadBatchesAsync(cancellationToken))
        {
            value = batch.GetRow(0)[0];
        }

        return value;
    }

    private static AsOf? ToAsOf(object? value) => value switch
    {
        long number => new AsOf.Version(number),
        DateTimeOffset at => new AsOf.Moment(at),
        string text => AsOf.TryParse(text),
        _ => null,
    };
}
