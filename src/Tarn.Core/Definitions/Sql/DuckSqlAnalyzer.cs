using Tarn.Common;
using Tarn.Engine.Errors;
using Tarn.Engine.Parsing;

namespace Tarn.Definitions.Sql;

/// <summary>Analyses with the engine's own parser.</summary>
public sealed class DuckSqlAnalyzer(SqlParser parser) : ISqlAnalyzer
{
    public async Task<SqlAnalysis> AnalyzeAsync(string sql, CancellationToken cancellationToken)
    {
        try
        {
            ParsedQuery query = await parser.ParseAsync(sql, cancellationToken);
            return new SqlAnalysis.Parsed(
                [.. query.Tables.Select(ReferenceOf)], [.. query.TableFunctions.Select(ReferenceOf)]);
        }
        catch (EngineException exception) when (IsAboutTheText(exception.Kind))
        {
            return new SqlAnalysis.Refused(ErrorCodes.SqlSyntax, exception.RawMessage, exception.Position);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.StatementNotAllowed)
        {
            return new SqlAnalysis.Refused(exception.Code, exception.Message, Offset: null) { Hint = exception.Hint };
        }
    }

    private static SqlTableReference ReferenceOf(TableReference table)
    {
        string?[] parts = [table.Catalog, table.Schema, table.Table];
        return new SqlTableReference([.. parts.OfType<string>()], table.Position);
    }

    private static SqlFunctionReference ReferenceOf(FunctionReference function) =>
        new(function.Name, function.Position);

    /// <summary>False when the engine itself is in trouble: that is no mistake in the definition.</summary>
    private static bool IsAboutTheText(EngineErrorKind kind) =>
        kind is not (EngineErrorKind.OutOfMemory or EngineErrorKind.Fatal or EngineErrorKind.Interrupt);
}
