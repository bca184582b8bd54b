using Tarn.Common;
using Tarn.Engine.Dialect;
using Tarn.Engine.Errors;
using Tarn.Engine.Parsing;

namespace Tarn.Definitions.Sql;

/// <summary>Analyses with the engine's own parser.</summary>
public sealed class DuckSqlAnalyzer(SqlParser parser) : ISqlAnalyzer
{
    public async Task<SqlAnalysis> AnalyzeAsync(
        string sql, SqlDialect dialect, CancellationToken cancellationToken)
    {
        DialectStatement? statement = null;
        try
        {
            statement = DialectStatement.Of(sql, dialect);
            ParsedQuery query = await parser.ParseAsync(statement.Sql, cancellationToken);
            return new SqlAnalysis.Parsed(
                [.. query.Tables.Select(table => ReferenceOf(table, statement))],
                [.. query.TableFunctions.Select(function => ReferenceOf(function, statement))]);
        }
        catch (EngineException exception) when (IsAboutTheText(exception.Kind))
        {
            EngineException located = statement?.Locate(exception) ?? exception;
            string code = exception.Code == ErrorCodes.StatementNotAllowed ? exception.Code : ErrorCodes.SqlSyntax;
            return new SqlAnalysis.Refused(code, located.RawMessage, located.Position) { Hint = located.Hint };
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.StatementNotAllowed)
        {
            return new SqlAnalysis.Refused(exception.Code, exception.Message, Offset: null) { Hint = exception.Hint };
        }
    }

    private static SqlTableReference ReferenceOf(TableReference table, DialectStatement statement)
    {
        string?[] parts = [table.Catalog, table.Schema, table.Table];
        return new SqlTableReference([.. parts.OfType<string>()], statement.ToSource(table.Position));
    }

    private static SqlFunctionReference ReferenceOf(FunctionReference function, DialectStatement statement) =>
        new(function.Name, statement.ToSource(function.Position));

    /// <summary>False when the engine itself is in trouble: that is no mistake in the definition.</summary>
    private static bool IsAboutTheText(EngineErrorKind kind) =>
        kind is not (EngineErrorKind.OutOfMemory or EngineErrorKind.Fatal or EngineErrorKind.Interrupt);
}
