using System.Globalization;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Jobs.Execution;
using Tarn.Jobs.Inputs;
using Tarn.Jobs.Runs;
using Tarn.Queries;
using Tarn.Sources;
using Tarn.Sources.Reading;
using Tarn.Tables;

namespace Tarn.Jobs.Extraction;

/// <summary>Makes of extracted rows the files that the table gets. Nothing of it is visible to anybody yet.</summary>
/// <param name="directory">Where files are written that are not as they were extracted; there.</param>
internal sealed class ExtractionWriter(
    StepServices services, TableScope scope, SourceExtraction extraction, string runId, string directory)
{
    private const string UnfitCheck = "schema_change";

    private readonly DuckConnection _connection = scope.Connection;
    private readonly PartitionedWriter _writer = new();

    /// <exception cref="TarnException">
    /// <c>TN9207</c>: the source's columns have changed, and the definition does not let the table follow.
    /// </exception>
    public async Task<ExtractionOutput> WriteAsync(ExtractionPlan plan, CancellationToken cancellationToken)
    {
        bool isWhole = ExtractionModel.IsWhole(plan, extraction);
        SourceTable table = plan.Step.Table;
        IReadOnlyList<TableField> stored = StoredFields(table);
        SchemaDrift drift = SchemaDrift.Between(plan.Target?.Fields ?? stored, stored);
        IReadOnlyList<string> notes = [.. drift.Describe().Select(change => $"{plan.Step.Origin}: {change}")];
        bool isReplaced = plan.Target is null
            || (isWhole && (plan.IsRefresh || table.OnSchemaChange == SchemaChange.Add));
        if (!isReplaced && !drift.IsNone)
        {
            plan = await FollowAsync(plan, drift, cancellationToken);
            drift = SchemaDrift.Between(plan.Target!.Fields, stored);
        }

        IReadOnlyList<TableField> fields = isReplaced ? stored : plan.Target!.Fields;
        drift = isReplaced ? SchemaDrift.Between(stored, stored) : drift;
        FittedRows rows = new(
            TableScan.Sql(extraction.Fields, [], extraction.Files), fields, drift, table.TellsChanges);
        bool isMerge = table.Strategy == SourceStrategy.Merge && !isWhole;
        ExtractionOutput output = isMerge
            ? await MergeAsync(plan, rows, cancellationToken)
            : new ExtractionOutput(
                ExtractionModel.Of(plan.Step, isWhole, sql: "", table.Key),
                ExtractionModel.PlanOf(plan, isWhole),
                await AddAsync(plan, rows, fields, isWhole, cancellationToken));
        output = output with { Notes = notes };
        return drift.IsNone ? output : await WithUnfitAsync(output, plan, rows, drift, cancellationToken);
    }

    /// <summary>All may be null: what a source promises of its columns it can take back.</summary>
    private IReadOnlyList<TableField> StoredFields(SourceTable table)
    {
        HashSet<string> told = [.. ChangeFields.All.Select(field => field.Name)];
        return
        [
            .. extraction.Fields
                .Where(field => table.Strategy != SourceStrategy.Merge || !told.Contains(field.Name))
                .Select(field => field with { Nullable = true }),
        ];
    }

    /// <summary>Has the table get new columns where it may; the plan with the table as it is then.</summary>
    private async Task<ExtractionPlan> FollowAsync(
        ExtractionPlan plan, SchemaDrift drift, CancellationToken cancellationToken)
    {
        if (plan.Step.Table.OnSchemaChange == SchemaChange.Fail)
        {
            throw Changed(plan, drift.Describe(), "say 'on_schema_change: add' to let the table follow");
        }

        if (plan.Step.Table.OnSchemaChange == SchemaChange.Quarantine || drift.Added.Count == 0)
        {
            return plan;
        }

        DeltaTable table = services.Catalog.Open(plan.Table);
        await table.CommitAsync(
            new TableWrite
            {
                Mode = WriteMode.Append,
                Fields = [.. plan.Target!.Fields, .. drift.Added.Select(field => field with { Nullable = true })],
                PartitionColumns = plan.Target.PartitionColumns,
                Added = [],
                ReadVersion = plan.Target.Version,
                Operation = "ADD COLUMNS",
                RunId = runId,
                EvolvesSchema = true,
            },
            cancellationToken);
        return plan with { Target = await table.RequireAsync(cancellationToken) };
    }

    /// <summary>Files as they were extracted where that can be, and the deletes that keys have told.</summary>
    private async Task<StepOutput> AddAsync(
        ExtractionPlan plan,
        FittedRows rows,
        IReadOnlyList<TableField> fields,
        bool isWhole,
        CancellationToken cancellationToken)
    {
        bool areNew = isWhole || !KnownVersions.Matter(plan);
        bool areReady = areNew && fields.Select(field => (field.Name, field.EngineType))
            .SequenceEqual(extraction.Fields.Select(field => (field.Name, field.EngineType)));
        IReadOnlyList<WrittenFile> files = areReady
            ? extraction.Files
            : await WriteAsync(
                areNew ? rows.Sql : await NewSqlAsync(plan, rows, cancellationToken),
                fields,
                "fitted",
                cancellationToken);
        (long count, string? sql) = isWhole ? (0, null) : await FindGoneAsync(plan, cancellationToken);
        IReadOnlyList<WrittenFile> gone =
            sql is null ? [] : await WriteAsync(sql, fields, "gone", cancellationToken);
        return new StepOutput
        {
            Fields = fields,
            Written = [.. files, .. gone],
            QuarantineFields = FittedRows.UnfitFields,
            Checks = [],
            RowsIn = files.Sum(file => file.File.RowCount ?? 0) + count,
        };
    }

    private async Task<ExtractionOutput> MergeAsync(
        ExtractionPlan plan, FittedRows rows, CancellationToken cancellationToken)
    {
        (_, string? gone) = await FindGoneAsync(plan, cancellationToken);
        string fresh = KnownVersions.Matter(plan) ? await NewSqlAsync(plan, rows, cancellationToken) : rows.Sql;
        string sql = gone is null ? fresh : $"{fresh} UNION ALL BY NAME {gone}";
        ModelDefinition model = ExtractionModel.Of(plan.Step, isWhole: false, sql, GoneKeys.KeysOf(plan));
        InputPlan input = ExtractionModel.PlanOf(plan, isWhole: false);
        StepWriter writer = new(services, scope, model, input, runId, directory);
        return new ExtractionOutput(model, input, await writer.WriteAsync(cancellationToken));
    }

    private Task<string> NewSqlAsync(ExtractionPlan plan, FittedRows rows, CancellationToken cancellationToken) =>
        new KnownVersions(_connection, services.Catalog, plan).WithoutSqlAsync(rows.Sql, cancellationToken);

    /// <returns>How many there are, and SELECT of their rows; null when there are none.</returns>
    private async Task<(long Count, string? Sql)> FindGoneAsync(
        ExtractionPlan plan, CancellationToken cancellationToken)
    {
        if (extraction.KeyFiles is null)
        {
            return (0, null);
        }

        GoneKeys gone = new(_connection, services.Catalog, plan);
        long count = await gone.GatherAsync(extraction.KeyFiles, cancellationToken);
        return count == 0 ? (0, null) : (count, gone.RowsSql(extraction));
    }

    private async Task<ExtractionOutput> WithUnfitAsync(
        ExtractionOutput output,
        ExtractionPlan plan,
        FittedRows rows,
        SchemaDrift drift,
        CancellationToken cancellationToken)
    {
        long count = Convert.ToInt64(
            await _connection.ScalarAsync(rows.CountUnfitSql, cancellationToken), CultureInfo.InvariantCulture);
        if (count == 0)
        {
            return output;
        }

        if (plan.Step.Table.OnSchemaChange != SchemaChange.Quarantine)
        {
            throw Changed(
                plan,
                drift.Describe().Append($"{count} rows have values that the table's columns cannot take"),
                $"'tarn run -s {plan.Step.Into} --full-refresh' reads all rows into a table with the new columns");
        }

        IReadOnlyList<WrittenFile> files = await WriteAsync(
            rows.UnfitSql(runId, services.TimeProvider.GetUtcNow()),
            FittedRows.UnfitFields,
            "unfit",
            cancellationToken);
        CheckReport report = new()
        {
            Name = UnfitCheck,
            OnFail = OnFail.Quarantine,
            Rows = count,
            Detail = $"{count} rows do not fit: {string.Join("; ", drift.Describe())}",
        };
        return output with
        {
            Output = output.Output with
            {
                RowsIn = output.Output.RowsIn + count,
                QuarantineFields = FittedRows.UnfitFields,
                Quarantined = files,
                Checks = [report],
            },
        };
    }

    private Task<IReadOnlyList<WrittenFile>> WriteAsync(
        string sql, IReadOnlyList<TableField> fields, string suffix, CancellationToken cancellationToken) =>
        _writer.WriteAsync(_connection, sql, fields, [], directory, $"{runId}-{suffix}", cancellationToken);

    private static TarnException Changed(ExtractionPlan plan, IEnumerable<string> changes, string hint) => new(
        ErrorCodes.SourceSchemaChanged,
        $"{plan.Step.Origin} no longer has the columns of {plan.Step.Into}: {string.Join("; ", changes)}")
    {
        Hint = hint,
    };
}
