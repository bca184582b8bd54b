using Tarn.Catalog;
using Tarn.Common;
using Tarn.Engine.Errors;
using Tarn.Jobs.Checks;
using Tarn.Jobs.Commits;
using Tarn.Jobs.Inputs;
using Tarn.Jobs.Privacy;
using Tarn.Jobs.Runs;
using Tarn.Jobs.Selection;
using Tarn.Queries;

namespace Tarn.Jobs.Execution;

/// <summary>Runs one model: plans, binds, writes to scratch, audits, publishes.</summary>
internal sealed class StepRunner(StepServices services)
{
    /// <summary>Publishes what an earlier run wrote down and could not: it comes before anything new.</summary>
    public Task RecoverAsync(CancellationToken cancellationToken) =>
        services.Publisher.RecoverAsync(cancellationToken);

    /// <summary>Always returns; what went wrong is in the report, and then nothing was published.</summary>
    public async Task<StepReport> RunAsync(
        ModelDefinition model,
        string runId,
        bool fullRefresh,
        Action<double, string> report,
        CancellationToken cancellationToken)
    {
        long started = services.TimeProvider.GetTimestamp();
        StepReport step = new() { Table = model.Table.ToString(), Job = model.Job, State = RunState.Running };
        try
        {
            RunParameters.RequireAll(model);
            step = await PlanAndRunAsync(step, model, runId, fullRefresh, report, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            step = step with { State = RunState.Cancelled };
        }
        catch (CheckFailedException exception)
        {
            step = Failed(step, exception, model) with { Checks = exception.Checks, RowsIn = exception.RowsIn };
        }
        catch (TarnException exception)
        {
            step = Failed(step, PrivateErrors.Of(model, exception), model);
        }

        return step with { Seconds = services.TimeProvider.GetElapsedTime(started).TotalSeconds };
    }

    private static StepReport Failed(StepReport step, TarnException exception, ModelDefinition model)
    {
        int? position = exception is ModelSqlException sql ? sql.Position : null;
        return step with
        {
            State = RunState.Failed,
            ErrorCode = exception.Code,
            Error = exception.Message,
            Hint = exception.Hint,
            ErrorLocation = position is { } offset ? model.Source.Locate(offset).ToString() : null,
        };
    }

    private async Task<StepReport> PlanAndRunAsync(
        StepReport step,
        ModelDefinition model,
        string runId,
        bool fullRefresh,
        Action<double, string> report,
        CancellationToken cancellationToken)
    {
        report(0, "planning");
        InputPlan plan = await services.Planner.PlanAsync(model, fullRefresh, cancellationToken);
        step = step with { Notes = plan.Notes };
        if (plan.IsUpToDate)
        {
            IEnumerable<UnreadableFile> known = plan.Current!.Rejected.Select(ToReport);
            return step with { State = RunState.UpToDate, Unreadable = [.. known], Version = plan.Target!.Version };
        }

        string name = services.IdSource.NextId();
        await using TableScope scope = await TableScope.OpenAsync(
            services.Instance, services.Catalog, Path.Combine(services.ScratchDirectory, name), cancellationToken);
        report(0, "opening");
        BoundInputs inputs = await BoundInputs.BindAsync(scope, plan.Inputs, model.Private is null, cancellationToken);
        step = step with { Notes = [.. step.Notes, .. scope.Notes] };
        StepPublication publication = new(services, model, plan, runId);
        if (HasNothingNew(plan, inputs))
        {
            await publication.NoteRejectedAsync(inputs.Rejected, cancellationToken);
            return WithInputs(step, inputs) with { State = RunState.UpToDate, Version = plan.Target!.Version };
        }

        using OutputDirectory directory = new(Path.Combine(services.ScratchDirectory, $"{name}-out"));
        StepWriter writer = new(services, scope, model, plan, runId, directory.Path);
        FailingFiles failing = new(model, plan.Current, inputs, writer.FindFailureAsync);
        StepOutput output;
        try
        {
            output = await WriteAsync(writer, inputs, failing, scope, report, cancellationToken);
        }
        catch (EngineException) when (plan.TakesNewFiles && inputs.Rejected.Count > 0)
        {
            await publication.NoteRejectedAsync(inputs.Rejected, CancellationToken.None);
            throw;
        }

        if (HasNothingNew(plan, inputs))
        {
            await publication.NoteRejectedAsync(inputs.Rejected, cancellationToken);
            return WithInputs(step, inputs) with { State = RunState.UpToDate, Version = plan.Target!.Version };
        }

        report(100, "committing");
        Publication published =
            await publication.PublishAsync(output, inputs.Rejected, directory, cancellationToken);
        report(100, "joining small files");
        IReadOnlyList<string> joined = await new StepCompaction(services, directory.Path)
            .RunAsync(model.Table, output, cancellationToken);
        return WithInputs(step, inputs) with
        {
            State = RunState.Succeeded,
            Notes = [.. step.Notes, .. joined],
            Checks = output.Checks,
            RowsIn = output.RowsIn,
            RowsOut = output.RowsOut,
            RowsDeleted = output.RowsDeleted,
            OutputFiles = output.Written.Count,
            OutputBytes = output.Written.Sum(file => file.File.SizeBytes),
            Version = published.Version,
            Warnings = published.Warnings,
        };
    }

    /// <summary>A new file may turn out to be unreadable; when all do, there is nothing to commit.</summary>
    private static bool HasNothingNew(InputPlan plan, BoundInputs inputs) =>
        plan.TakesNewFiles && plan.NewFiles.All(file => inputs.Rejected.Any(rejected => rejected.Key == file.Key));

    private static StepReport WithInputs(StepReport step, BoundInputs inputs) => step with
    {
        Inputs = inputs.Tables,
        InputFiles = inputs.FileCount,
        InputBytes = inputs.Bytes,
        ManagedRowsRead = inputs.ManagedRows,
        Unreadable = [.. inputs.Rejected.Select(ToReport)],
    };

    private static UnreadableFile ToReport(RejectedFile file) =>
        new(file.Bucket, file.Key, file.SizeBytes, file.ToString());

    /// <summary>
    /// Writes; when a file of the input turns out to be damaged, or makes the SQL fail, leaves it out and writes again.
    /// </summary>
    private async Task<StepOutput> WriteAsync(
        StepWriter writer,
        BoundInputs inputs,
        FailingFiles failing,
        TableScope scope,
        Action<double, string> report,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                Task<StepOutput> work = writer.WriteAsync(cancellationToken);
                return await ProgressPoll.WhileAsync(
                    work, scope.Connection, percent => report(percent, "writing"), services.TimeProvider);
            }
            catch (EngineException exception) when (MayBeDamage(exception) || FailingFiles.MayCause(exception))
            {
                report(0, "looking for damaged files");
                bool areOthers = (MayBeDamage(exception) && await inputs.LeaveOutDamagedAsync(cancellationToken))
                    || (FailingFiles.MayCause(exception) && await failing.TryLeaveOutAsync(cancellationToken));
                if (!areOthers)
                {
                    throw;
                }
            }
        }
    }

    private static bool MayBeDamage(EngineException exception) =>
        exception.Kind is EngineErrorKind.IO or EngineErrorKind.InvalidInput or EngineErrorKind.Other
        && exception.Code == ErrorCodes.QueryFailed;
}
