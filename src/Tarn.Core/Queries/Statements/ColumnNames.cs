using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Dialect;

namespace Tarn.Queries.Statements;

/// <summary>Columns of tables and views need names that the query gives them.</summary>
internal static class ColumnNames
{
    /// <param name="sql">The query, in Athena's dialect.</param>
    /// <param name="columns">Of its result.</param>
    /// <exception cref="StatementException"><c>TN2012</c>: one of them is only named by its place.</exception>
    public static void Require(string sql, IReadOnlyList<ResultColumn> columns)
    {
        if (DialectStatement.Of(sql, SqlDialect.Athena).FindUnnamed(columns) is int place)
        {
            throw new StatementException(
                ErrorCodes.SqlBinding,
                $"MISSING_COLUMN_NAME: Column name not specified at position {place + 1}",
                position: 0,
                "give the expression a name: … AS name");
        }
    }
}
