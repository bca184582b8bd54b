using Tarn.Common;
using Tarn.Definitions.Sql;
using Tarn.Engine.Dialect;
using Tarn.Queries;
using Tarn.Streams;

namespace Tarn.Definitions.Binding.Streams;

/// <summary>Checks the SQL of streams: one SELECT that reads their records and nothing else.</summary>
internal sealed class TransformSqlCheck(BindingContext context, ISqlAnalyzer analyzer)
{
    private const string Records = "records";

    public async Task RunAsync(IEnumerable<StreamDefinition> streams, CancellationToken cancellationToken)
    {
        foreach (RecordTransform transform in streams.Select(stream => stream.Destination.Transform)
            .OfType<RecordTransform>())
        {
            if (transform is { Sql: { } sql, SqlPlace: { } place })
            {
                Report(await analyzer.AnalyzeAsync(sql, SqlDialect.DuckDb, cancellationToken), place);
            }
        }
    }

    private void Report(SqlAnalysis analysis, SourceLocation place)
    {
        if (analysis is SqlAnalysis.Refused refused)
        {
            string[] notes = refused.Hint is null ? [] : [refused.Hint];
            context.Diagnostics.Error(refused.Code, place, refused.Message, label: null, notes);
            return;
        }

        SqlAnalysis.Parsed parsed = (SqlAnalysis.Parsed)analysis;
        foreach (SqlFunctionReference function in parsed.TableFunctions
            .Where(function => !RowFunctions.Allowed.Contains(function.Name)))
        {
            Refuse(place, $"table function '{Shown.Text(function.Name)}' is not allowed");
        }

        foreach (SqlTableReference table in parsed.Tables.Where(table => !IsRecords(table)))
        {
            Refuse(place, $"'{Shown.Text(string.Join('.', table.Parts))}' is not allowed");
        }
    }

    private static bool IsRecords(SqlTableReference table) =>
        table.Parts is [var only] && only.Equals(Records, StringComparison.OrdinalIgnoreCase);

    private void Refuse(SourceLocation place, string message) => context.Diagnostics.Error(
        ErrorCodes.StatementNotAllowed,
        place,
        $"{message}: the SQL of a stream reads '{Records}' alone",
        $"expected SELECT … FROM {Records}",
        "join with other tables in a model that reads what the stream delivers");
}
