using System.Globalization;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Engine.Parsing;

namespace Tarn.Tables.Maintenance;

/// <summary>
/// A condition on the rows of one table that a person gave as SQL. It may name the table's columns and nothing else.
/// </summary>
internal sealed class RowCondition
{
    // Lines of their own, so that a comment at the end of the condition ends there.
    private readonly string _condition;
    private readonly string _alias;

    private RowCondition(string sql, string alias, IReadOnlyList<ColumnPredicate> predicates)
    {
        _condition = $"CAST((\n{sql}\n) AS BOOLEAN)";
        _alias = alias;
        Predicates = predicates;
    }

    /// <summary>What certainly holds for the rows that meet it.</summary>
    public IReadOnlyList<ColumnPredicate> Predicates { get; }

    /// <param name="alias">What the table may be called in it.</param>
    /// <exception cref="TarnException">
    /// <c>TN2007</c>: it is not SQL; <c>TN3005</c>: it reads other tables; <c>TN3xxx</c>: a name in it is unknown.
    /// </exception>
    public static async Task<RowCondition> ReadAsync(
        string sql,
        string alias,
        IReadOnlyList<TableField> fields,
        DuckConnection connection,
        CancellationToken cancellationToken)
    {
        SqlParser parser = new(connection.Instance);
        string quoted = SqlText.Identifier(alias);
        try
        {
            ParsedQuery query = await parser.ParseAsync(
                $"SELECT 1 FROM {quoted} WHERE (\n{sql}\n)", cancellationToken);
            if (query.Tables.Count != 1 || query.TableFunctions.Count > 0 || query.Parameters.Count > 0)
            {
                throw new TarnException(
                    ErrorCodes.StatementNotAllowed, $"the condition '{sql}' must be about columns of the table only");
            }

            RowCondition condition = new(sql, quoted, query.Tables[0].Predicates);
            await condition.CountAsync(connection, TableScan.Sql(fields, [], []), cancellationToken);
            return condition;
        }
        catch (EngineException exception)
        {
            throw new TarnException(exception.Code, $"the condition '{sql}' is wrong: {exception.Lines[0]}", exception);
        }
    }

    /// <summary>How many rows of a SELECT meet it.</summary>
    public async Task<long> CountAsync(DuckConnection connection, string scan, CancellationToken cancellationToken)
    {
        object? count = await connection.ScalarAsync(
            $"SELECT count(*) FROM ({scan}) AS {_alias} WHERE {_condition}", cancellationToken);
        return Convert.ToInt64(count, CultureInfo.InvariantCulture);
    }

    /// <summary>SELECT of the rows that meet it.</summary>
    public string MatchingSql(string scan) => $"SELECT * FROM ({scan}) AS {_alias} WHERE {_condition}";

    /// <summary>SELECT of the rows that do not meet it, those for which it is null among them.</summary>
    public string OthersSql(string scan) => $"SELECT * FROM ({scan}) AS {_alias} WHERE {_condition} IS NOT TRUE";
}
