using System.Collections.ObjectModel;
using Tarn.Common;
using Tarn.Queries.Executions.Prepared;
using Tarn.Queries.Executions.Results;
using Tarn.Queries.Limits;
using Tarn.Queries.Statements;
using Tarn.Storage;

namespace Tarn.Queries.Executions;

/// <summary>Runs one statement and puts what it gives into a bucket.</summary>
internal sealed class ExecutionRun(ExecutionParts parts, PreparedStatements prepared) : IDisposable
{
    // Changes of the catalog and of tables by statements come one after another.
    private readonly SemaphoreSlim _changes = new(1);

    /// <exception cref="TarnException">It failed; places are those of the statement as it was written.</exception>
    public async Task<ExecutionOutcome> RunAsync(LiveExecution execution)
    {
        ExecutionRecord record = execution.Record;
        QueryLimits limits = parts.Queries.Limits with { ScannedBytesMax = record.ScannedBytesMax };
        try
        {
            return execution.Text.Statement is Statement.Query
                ? await QueryAsync(execution, parts.Queries.Within(limits))
                : await OtherAsync(execution, parts.Statements(limits));
        }
        catch (TarnException exception)
        {
            throw execution.Text.Locate(exception);
        }
    }

    public void Dispose() => _changes.Dispose();

    private async Task<ExecutionOutcome> QueryAsync(LiveExecution execution, QueryRunner queries)
    {
        ExecutionRecord record = execution.Record;
        IReadOnlyDictionary<string, object?> parameters = execution.Requested.Parameters.Count == 0
            ? ReadOnlyDictionary<string, object?>.Empty
            : await ParameterTexts.ReadAsync(queries, execution.Requested.Parameters, execution.Token);
        QueryRequest request = new(execution.Text.Sql, parameters, AsOf: null);
        await using QueryExecution running = record.ReuseAgeMax is TimeSpan age
            ? await parts.Reuse.RunAsync(queries, request, age, execution.Token)
            : await queries.RunAsync(request.Sql, request.Parameters, request.AsOf, execution.Token);
        Directory.CreateDirectory(parts.ScratchDirectory);
        string file = Path.Combine(parts.ScratchDirectory, parts.IdSource.NextId() + ".csv");
        string metadata = file + ".metadata";
        try
        {
            long bytes = await CsvResultWriter.WriteAsync(running, file, execution.Token);
            ExecutionOutcome outcome = OutcomeOf(running, bytes);
            await File.WriteAllBytesAsync(metadata, ResultMetadata.Of(record.Id, outcome), execution.Token);
            IObjectStore bucket = await BucketAsync(record, execution.Token);
            await bucket.MoveInManyAsync(
                [(file, record.Place.Key), (metadata, record.Place.MetadataKey)], execution.Token);
            return outcome;
        }
        finally
        {
            File.Delete(file);
            File.Delete(metadata);
        }
    }

    private static ExecutionOutcome OutcomeOf(QueryExecution query, long bytes)
    {
        QueryStatistics statistics = query.Statistics;
        return new ExecutionOutcome
        {
            Columns = [.. query.Rows.Columns.Select(OutputColumn.Of)],
            Rows = statistics.Rows,
            Bytes = bytes,
            BytesScanned = statistics.ReusedFrom is null ? statistics.BytesScanned : 0,
            PlanSeconds = statistics.PlanSeconds,
            RunSeconds = statistics.RunSeconds,
            ReusedFrom = statistics.ReusedFrom,
        };
    }

    private async Task<ExecutionOutcome> OtherAsync(LiveExecution execution, StatementRunner statements)
    {
        ExecutionRecord record = execution.Record;
        long startedAt = parts.TimeProvider.GetTimestamp();
        StatementResult result = await RunAsync(statements, execution);
        ExecutionOutcome outcome = new()
        {
            Columns = result.RowsChanged is null
                ? [.. result.Columns.Select(OutputColumn.Text)]
                : [OutputColumn.RowsWritten],
            Rows = result.RowsChanged is null ? result.Rows.Count : 0,
            RowsChanged = result.RowsChanged,
            RunSeconds = parts.TimeProvider.GetElapsedTime(startedAt).TotalSeconds,
        };
        IObjectStore bucket = await BucketAsync(record, execution.Token);
        if (record.Class.Form is ResultForm.Text or ResultForm.TextWithHeader)
        {
            byte[] text = TextResult.Of(result, record.Class.Form);
            await bucket.PutAsync(record.Place.Key, text, PutCondition.None, execution.Token);
            outcome = outcome with { Bytes = text.Length };
        }

        byte[] metadata = ResultMetadata.Of(record.Id, outcome);
        await bucket.PutAsync(record.Place.MetadataKey, metadata, PutCondition.None, execution.Token);
        return outcome;
    }

    private async Task<StatementResult> RunAsync(StatementRunner statements, LiveExecution execution)
    {
        if (execution.Text.Statement is PreparedCommand command)
        {
            return await RunAsync(command, execution.Record.WorkGroup, execution.Token);
        }

        if (!execution.Text.Statement.IsChange)
        {
            return await statements.RunAsync(execution.Text.Statement, execution.Token);
        }

        await _changes.WaitAsync(execution.Token);
        try
        {
            return await statements.RunAsync(execution.Text.Statement, execution.Token);
        }
        finally
        {
            _changes.Release();
        }
    }

    private async Task<StatementResult> RunAsync(
        PreparedCommand command, string workGroup, CancellationToken cancellationToken)
    {
        if (command is PreparedCommand.Prepare prepare)
        {
            await prepared.CreateAsync(
                new PreparedStatement { Name = prepare.Name, WorkGroup = workGroup, Sql = prepare.Source.Sql },
                cancellationToken);
            return StatementResult.Done("PREPARE");
        }

        return await prepared.DeleteAsync(workGroup, command.Name, cancellationToken)
            ? StatementResult.Done("DEALLOCATE")
            : throw new TarnException(
                ErrorCodes.UnknownName, PreparedStatements.Missing(command.Name, workGroup));
    }

    /// <exception cref="TarnException"><c>TN1003</c>: there is no such bucket.</exception>
    private async Task<IObjectStore> BucketAsync(ExecutionRecord record, CancellationToken cancellationToken)
    {
        string name = record.Place.Bucket;
        if (!parts.Buckets.Exists(name))
        {
            if (name != ResultBucket.Name)
            {
                throw new TarnException(
                    ErrorCodes.UnknownName, $"the bucket '{name}', where the result is wanted, does not exist")
                {
                    Hint = "make it, or leave the output location away",
                };
            }

            await parts.Buckets.CreateAsync(name, cancellationToken);
        }

        return parts.Buckets.Get(name);
    }
}
