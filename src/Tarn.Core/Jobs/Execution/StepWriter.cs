using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Jobs.Checks;
using Tarn.Jobs.Inputs;
using Tarn.Jobs.Privacy;
using Tarn.Jobs.Runs;
using Tarn.Queries;
using Tarn.Tables;
using Tarn.Tables.Constraints;

namespace Tarn.Jobs.Execution;

/// <summary>
/// Writes a step's rows to scratch in one pass over its input, told apart by the checks, and audits what was written.
/// </summary>
internal sealed class StepWriter(
    StepServices services, TableScope scope, ModelDefinition model, InputPlan plan, string runId, string directory)
{
    private const string UnfitValueCheck = "unfit_value";

    private readonly DuckConnection _connection = scope.Connection;
    private readonly PartitionedWriter _writer = new();
    private readonly TargetReplacement _replacement = new(services, scope.Connection, model, plan, runId, directory);
    private readonly DateTimeOffset _now = services.TimeProvider.GetUtcNow();

    /// <summary>May be called again after a failure; it starts from an empty directory.</summary>
    /// <exception cref="ModelSqlException">The engine refuses the SQL.</exception>
    /// <exception cref="CheckFailedException">A check with <c>on_fail: fail</c> found something.</exception>
    public async Task<StepOutput> WriteAsync(CancellationToken cancellationToken)
    {
        Directory.Delete(directory, recursive: true);
        Directory.CreateDirectory(directory);
        scope.Raw.ForgetUnreadable();
        (string sql, ModelColumns columns) = await CompleteAsync(
            await ResolveAsync(cancellationToken), cancellationToken);
        KeyedRows keyed = new(model, columns);
        sql = keyed.LatestSql(sql);
        QuarantineSql quarantine = new(columns, runId, _now);
        RowsByOutcome rows = new(await WriteRowsAsync(sql, columns, keyed, cancellationToken));
        IReadOnlyList<WrittenFile> deleted = rows.Files(keyed.DeletedOutcome);
        UnreadableLines lines = await UnreadableLines.GatherAsync(
            scope, model.Private is null ? null : services.Pseudonyms, cancellationToken);
        StepOutput output = new()
        {
            Fields = columns.Stored,
            Written = rows.Files(OutcomeSplit.Main),
            RowsIn = rows.Total + lines.Count,
            RowsDeleted = rows.Count(keyed.DeletedOutcome),
            DeletedKeysSql = deleted.Count == 0 ? null : TableScan.Sql(columns.OfFailedRows, [], deleted),
            Checks = [],
        };
        output = await new DuplicateRows(services, _connection, model, plan, runId, directory)
            .RemoveAsync(output, cancellationToken);
        output = await _replacement.RunAsync(output, NewRowsSql(output), cancellationToken);
        output = output with { Checks = await JudgeAsync(output, rows, lines, cancellationToken) };
        await RequirePassedAsync(output, columns, rows, cancellationToken);
        return output with
        {
            QuarantineFields = quarantine.Fields,
            Quarantined =
            [
                .. await WriteQuarantinedAsync(columns, quarantine, rows, cancellationToken),
                .. await WriteLinesAsync(quarantine, lines, cancellationToken),
            ],
        };
    }

    /// <summary>Runs the model's SQL and its checks over what is bound now, and keeps nothing.</summary>
    /// <returns>Why they fail; null when they do not.</returns>
    public async Task<string?> FindFailureAsync(CancellationToken cancellationToken)
    {
        try
        {
            (string sql, ModelColumns columns) = await ResolveAsync(cancellationToken);
            KeyedRows keyed = new(model, columns);
            string judged = IsSplit(keyed) ? Judged(sql, columns, keyed) : OutcomeSql.Plain(sql, columns);
            await _connection.ScalarAsync(
                $"SELECT count(*), bit_xor(hash(t)) FROM ({judged}) t", cancellationToken);
            return null;
        }
        catch (EngineException exception) when (exception.Kind is not EngineErrorKind.Interrupt)
        {
            return PrivateErrors.MessageOf(model, exception);
        }
    }

    private async Task<ModelSelect> ResolveAsync(CancellationToken cancellationToken)
    {
        Func<string, string> pseudonym = model.Private is null
            ? Pseudonyms.TypeOnly
            : await services.Pseudonyms.PrepareAsync(_connection, cancellationToken);
        return await ModelSelect.ResolveAsync(_connection, model, pseudonym, cancellationToken);
    }

    /// <summary>
    /// The model's SELECT with the columns that the table generates and the model does not make. A table that is built
    /// anew has the model's columns only.
    /// </summary>
    private async Task<ModelSelect> CompleteAsync(ModelSelect select, CancellationToken cancellationToken)
    {
        if (plan.Rebuilds || plan.Target is null)
        {
            return select;
        }

        GeneratedColumns generated = new(services.Instance, plan.Target, model.Table.ToString());
        IReadOnlyList<TableField> missing = generated.MissingFrom(select.Columns.All.Select(field => field.Name));
        return missing.Count == 0
            ? select
            : new ModelSelect(
                await generated.CompleteAsync(select.Sql, missing, cancellationToken),
                new ModelColumns([.. select.Columns.All, .. missing]));
    }

    private async Task<IReadOnlyDictionary<int, IReadOnlyList<WrittenFile>>> WriteRowsAsync(
        string sql, ModelColumns columns, KeyedRows keyed, CancellationToken cancellationToken)
    {
        string prefix = $"{runId}-new";
        if (!IsSplit(keyed))
        {
            IReadOnlyList<WrittenFile> files = await _writer.WriteAsync(
                _connection,
                OutcomeSql.Plain(sql, columns),
                columns.Stored,
                model.PartitionBy,
                directory,
                prefix,
                cancellationToken);
            return new Dictionary<int, IReadOnlyList<WrittenFile>> { [OutcomeSplit.Main] = files };
        }

        return await _writer.WriteSplitAsync(
            _connection,
            Judged(sql, columns, keyed),
            new OutcomeSplit(OutcomeSql.Outcome, columns.OfFailedRows),
            columns.Stored,
            model.PartitionBy,
            directory,
            prefix,
            cancellationToken);
    }

    /// <summary>
    /// The rows for the quarantine once more, with why they are there. They are few, and every column less in the one
    /// pass over all rows is time saved.
    /// </summary>
    private async Task<IReadOnlyList<WrittenFile>> WriteQuarantinedAsync(
        ModelColumns columns, QuarantineSql quarantine, RowsByOutcome rows, CancellationToken cancellationToken)
    {
        string[] perCheck =
        [
            .. QuarantineOutcomes().Where(outcome => rows.Count(outcome) > 0).Select(outcome => quarantine.OfRows(
                model.Checks[outcome - 1].Name, TableScan.Sql(columns.OfFailedRows, [], rows.Files(outcome)))),
        ];
        return perCheck.Length == 0
            ? []
            : await _writer.WriteAsync(
                _connection, string.Join(" UNION ALL ", perCheck), quarantine.Fields, [], directory,
                $"{runId}-quarantine", cancellationToken);
    }

    private async Task<IReadOnlyList<WrittenFile>> WriteLinesAsync(
        QuarantineSql quarantine, UnreadableLines lines, CancellationToken cancellationToken) =>
        lines.Count == 0
            ? []
            : await _writer.WriteAsync(
                _connection,
                quarantine.OfLines(UnreadableLines.Table),
                quarantine.Fields,
                [],
                directory,
                $"{runId}-lines",
                cancellationToken);

    private async Task<IReadOnlyList<CheckReport>> JudgeAsync(
        StepOutput output, RowsByOutcome rows, UnreadableLines lines, CancellationToken cancellationToken)
    {
        // Looks at every file of the table, which nobody wants who does not look at the table as a whole.
        string? stayingRows = model.Checks.All(OutcomeSql.Decides)
            ? null
            : await _replacement.StayingRowsSqlAsync(output, cancellationToken);
        TableAudit audit = new(_connection, NewRowsSql(output), stayingRows, _now);
        List<CheckReport> reports = [];
        for (int i = 0; i < model.Checks.Count; i++)
        {
            CheckDefinition check = model.Checks[i];
            reports.Add(OutcomeSql.Decides(check)
                ? new CheckReport { Name = check.Name, OnFail = check.OnFail, Rows = rows.Count(i + 1) }
                : await audit.JudgeAsync(check, cancellationToken));
        }

        if (output.Duplicates is { } duplicates)
        {
            reports.Add(new CheckReport { Name = DuplicateRows.Check, OnFail = OnFail.Drop, Rows = duplicates });
        }

        reports.AddRange(scope.Unfit.Select(column => new CheckReport
        {
            Name = UnfitValueCheck,
            OnFail = OnFail.Warn,
            Rows = column.Texts,
            Detail = model.Private is null ? column.ToString() : column.ToTextWithoutExample(),
        }));
        if (lines.Count > 0)
        {
            reports.Add(new CheckReport
            {
                Name = QuarantineSql.UnreadableLineCheck,
                OnFail = OnFail.Quarantine,
                Rows = lines.Count,
                Detail = $"{lines.Count} lines, the first at {lines.First}",
            });
        }

        return reports;
    }

    private async Task RequirePassedAsync(
        StepOutput output, ModelColumns columns, RowsByOutcome rows, CancellationToken cancellationToken)
    {
        List<string> failures = [];
        for (int i = 0; i < model.Checks.Count; i++)
        {
            CheckReport check = output.Checks[i];
            if (check.OnFail != OnFail.Fail || check.Rows == 0)
            {
                continue;
            }

            IReadOnlyList<WrittenFile> files = rows.Files(i + 1);
            string found = check.Detail ?? (check.Rows == 1 ? "1 row" : $"{check.Rows} rows");
            string sample = files.Count == 0 ? "" : await FailedRow.SampleAsync(
                _connection, columns, files.Select(file => file.LocalPath), cancellationToken);
            failures.Add($"check '{check.Name}' failed: {found}{sample}");
        }

        if (failures.Count > 0)
        {
            throw new CheckFailedException(string.Join("; ", failures), output.Checks, output.RowsIn)
            {
                Hint = $"nothing was published, {model.Table} is as it was; "
                    + "mend the data, or let the check take the rows out with 'on_fail: quarantine'",
            };
        }
    }

    private IEnumerable<int> QuarantineOutcomes() => Enumerable.Range(1, model.Checks.Count)
        .Where(outcome => model.Checks[outcome - 1].OnFail == OnFail.Quarantine);

    /// <summary>Whether some rows do not go into the table.</summary>
    private bool IsSplit(KeyedRows keyed) => keyed.MayDelete || model.Checks.Any(OutcomeSql.Decides);

    private string Judged(string sql, ModelColumns columns, KeyedRows keyed) => OutcomeSql.Judged(
        sql, columns, model.Checks, keyed.Deleted is { } deleted ? (deleted, keyed.DeletedOutcome) : null);

    private string NewRowsSql(StepOutput output) =>
        TableScan.Sql(output.Fields, model.PartitionBy, output.Written);
}
