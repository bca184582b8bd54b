using System.Globalization;
using Tarn.Catalog;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Parsing;
using Tarn.Jobs.Inputs;
using Tarn.Tables;
using Tarn.Tables.Reading;

namespace Tarn.Jobs.Execution;

/// <summary>
/// Drops new rows that repeat one of the table or of the new rows. Only the key and the time are read for that: of the
/// new rows all, of the table those of the files whose times are near enough. The rows are written anew if there are
/// some to drop.
/// </summary>
internal sealed class DuplicateRows(
    StepServices services,
    DuckConnection connection,
    ModelDefinition model,
    InputPlan plan,
    string runId,
    string directory)
{
    /// <summary>What is dropped is reported as what a check of this name found.</summary>
    public const string Check = "duplicate";

    private const string Fresh = "temp.main.tarn_fresh_keys";
    private const string Repeated = "temp.main.tarn_repeated_rows";
    private const int RangesMax = 400;

    /// <summary>The output without them, and with their number.</summary>
    /// <exception cref="TarnException"><c>TN2006</c>: the table has no such columns.</exception>
    public async Task<StepOutput> RemoveAsync(StepOutput output, CancellationToken cancellationToken)
    {
        if (model.Deduplicate is not { } rule || output.Written.Count == 0)
        {
            return output;
        }

        DuplicateSql sql = new(rule, TypeOfTime(rule, output.Fields));
        ExtraColumns places = new(Path: null, DuplicateSql.Row) { File = DuplicateSql.File };
        string newRowsSql = TableScan.Sql(output.Fields, model.PartitionBy, output.Written, places);
        await connection.ExecuteAsync(
            $"CREATE OR REPLACE TEMP TABLE {Fresh} AS {sql.Keys(newRowsSql)}", cancellationToken);
        await GatherRepeatedAsync(rule, sql, cancellationToken);
        long repeated = Convert.ToInt64(
            await connection.ScalarAsync($"SELECT count(*) FROM {Repeated}", cancellationToken),
            CultureInfo.InvariantCulture);
        if (repeated == 0)
        {
            return output with { Duplicates = 0 };
        }

        IReadOnlyList<WrittenFile> kept = await new PartitionedWriter().WriteAsync(
            connection,
            DuplicateSql.Kept(newRowsSql, Repeated),
            output.Fields,
            model.PartitionBy,
            directory,
            $"{runId}-first",
            cancellationToken);
        return output with { Written = kept, Duplicates = repeated };
    }

    private string TypeOfTime(Deduplication rule, IReadOnlyList<TableField> fields)
    {
        TableField? Find(string name) => fields.FirstOrDefault(
            field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (rule.Key.Append(rule.By).FirstOrDefault(name => Find(name) is null) is { } missing)
        {
            throw new TarnException(
                ErrorCodes.BadValue, $"deduplicate of {model.Table} names '{missing}', which is no column of the model")
            {
                Hint = "columns: " + string.Join(", ", fields.Select(field => field.Name)),
            };
        }

        string type = Find(rule.By)!.EngineType;
        return type == "DATE" || type.StartsWith("TIMESTAMP", StringComparison.Ordinal)
            ? type
            : throw new TarnException(
                ErrorCodes.BadValue,
                $"deduplicate of {model.Table} goes by '{rule.By}', which is {type}; expected a date or a timestamp");
    }

    /// <summary>Which new rows repeat one of the table or of the new rows.</summary>
    private async Task GatherRepeatedAsync(
        Deduplication rule, DuplicateSql sql, CancellationToken cancellationToken)
    {
        IReadOnlyList<DataFile> files = plan.Rebuilds || plan.Target is null || !HasColumns(plan.Target, rule)
            ? []
            : FilePruning.Prune(plan.Target, await RangesAsync(rule, sql, cancellationToken));
        string repeated = sql.AmongThemselves(Fresh);
        if (files.Count > 0)
        {
            CatalogTable.Managed table = services.Catalog.GetModelTable(model.Table);
            string rows = await TableScan.SqlAsync(
                connection,
                plan.Target!,
                files,
                services.Catalog.Store(table),
                table.Root,
                pathColumn: null,
                cancellationToken);
            repeated += " UNION " + sql.InTable(Fresh, rows);
        }

        await connection.ExecuteAsync($"CREATE OR REPLACE TEMP TABLE {Repeated} AS {repeated}", cancellationToken);
    }

    private static bool HasColumns(TableSnapshot target, Deduplication rule) => rule.Key.Append(rule.By).All(
        name => target.Fields.Any(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)));

    /// <summary>
    /// The times at which rows of the table may be the same events: day by day, so that one late event does not have
    /// all files read that lie between.
    /// </summary>
    private async Task<IReadOnlyList<IReadOnlyList<ColumnPredicate>>> RangesAsync(
        Deduplication rule, DuplicateSql sql, CancellationToken cancellationToken)
    {
        IReadOnlyList<object?[]> ranges =
            await connection.QueryAllAsync(sql.Ranges(Fresh, byDay: true), cancellationToken);
        if (ranges.Count > RangesMax)
        {
            ranges = await connection.QueryAllAsync(sql.Ranges(Fresh, byDay: false), cancellationToken);
        }

        return
        [
            .. ranges.Where(range => range[0] is not null).Select(IReadOnlyList<ColumnPredicate> (range) =>
            [
                new ColumnPredicate(rule.By, PredicateOperator.GreaterOrEqual, [range[0]]),
                new ColumnPredicate(rule.By, PredicateOperator.LessOrEqual, [range[1]]),
            ]),
        ];
    }
}
