using System.Globalization;
using Tarn.Common;
using Tarn.Flows.Graphs;
using Tarn.Flows.Runs.Work;

namespace Tarn.Flows.Runs;

/// <summary>
/// Does steps of a run, from wherever the process before left them. Each attempt is kept with the id of what it runs
/// before that is started, and its end before anything is begun that waits for it.
/// </summary>
internal sealed class StepRunner(LiveWorkflowRun live, StepTools tools)
{
    private const int InterruptionsMax = 5;

    /// <summary>Does a step whose conditions are met; how it ended is kept.</summary>
    /// <param name="step">Of the run.</param>
    /// <param name="stopToken">Stops it.</param>
    /// <param name="cancellationToken">Leaves it to the next process.</param>
    public async Task RunAsync(StepDefinition step, CancellationToken stopToken, CancellationToken cancellationToken)
    {
        try
        {
            if (live.FindStep(step.Name) is null && !await IsWantedAsync(step, cancellationToken))
            {
                await SkipAsync(step, $"its condition is not true: {step.When}");
                return;
            }

            await (step.ForEach is { } forEach
                ? RunItemsAsync(step, forEach, stopToken, cancellationToken)
                : AttemptAsync(step, step.Name, item: null, stopToken, cancellationToken));
        }
        catch (Exception exception) when (exception
            is not (OperationCanceledException or OutOfMemoryException or RunNotKeptException))
        {
            await EndAsync(live.FindStep(step.Name) ?? New(step.Name), StepResult.Failed(exception.Message));
        }
    }

    /// <summary>Keeps that a step is not done.</summary>
    public Task SkipAsync(StepDefinition step, string reason) =>
        EndAsync(New(step.Name), new StepResult(StepState.Skipped) { Error = reason });

    private async Task<bool> IsWantedAsync(StepDefinition step, CancellationToken cancellationToken) =>
        step.When is null
        || await tools.Queries.IsTrueAsync(step.When, new RunValues(live.Run, item: null), cancellationToken);

    private async Task RunItemsAsync(
        StepDefinition step, FanOut forEach, CancellationToken stopToken, CancellationToken cancellationToken)
    {
        // What a query gives is kept: after a crash it may be something else.
        StepRun all = live.FindStep(step.Name) ?? await live.PutStepAsync(New(step.Name) with
        {
            Items = await ItemsOfAsync(forEach, cancellationToken),
        });
        using SemaphoreSlim places = new(forEach.AtOnceMax);
        string[] names = [.. all.Items!.Select((_, place) => NameOf(step.Name, place))];
        await Task.WhenAll(names.Select(async (name, place) =>
        {
            await places.WaitAsync(cancellationToken);
            try
            {
                if (live.FindStep(name) is not { HasEnded: true })
                {
                    await AttemptItemAsync(step, name, all.Items![place], stopToken, cancellationToken);
                }
            }
            finally
            {
                places.Release();
            }
        }));
        await EndAsync(all, ResultOf([.. names.Select(name => live.FindStep(name)!)]));
    }

    private static StepResult ResultOf(StepRun[] items)
    {
        StepRun? bad = items.FirstOrDefault(item => item.State is not (StepState.Succeeded or StepState.Skipped));
        int succeeded = items.Count(item => item.State == StepState.Succeeded);
        bool isStopped = items.Any(item => item.State == StepState.Stopped);
        return new StepResult(bad is null ? StepState.Succeeded : isStopped ? StepState.Stopped : StepState.Failed)
        {
            Outputs = new Dictionary<string, string>
            {
                ["items"] = items.Length.ToString(CultureInfo.InvariantCulture),
                ["succeeded"] = succeeded.ToString(CultureInfo.InvariantCulture),
            },
            Error = bad is null ? null : $"{bad.Name} is {RunValues.WordOf(bad.State)}: {bad.Error}",
        };
    }

    private async Task<IReadOnlyList<string>> ItemsOfAsync(FanOut forEach, CancellationToken cancellationToken)
    {
        RunValues values = new(live.Run, item: null);
        return forEach.Query is { } query
            ? await tools.Queries.ReadItemsAsync(query, values, cancellationToken)
            : [.. forEach.Items!.Select(values.Fill)];
    }

    private async Task AttemptItemAsync(
        StepDefinition step,
        string name,
        string item,
        CancellationToken stopToken,
        CancellationToken cancellationToken)
    {
        try
        {
            await AttemptAsync(step, name, item, stopToken, cancellationToken);
        }
        catch (TarnException exception)
        {
            await EndAsync(live.FindStep(name) ?? New(name), StepResult.Failed(exception.Message));
        }
    }

    private async Task AttemptAsync(
        StepDefinition step,
        string name,
        string? item,
        CancellationToken stopToken,
        CancellationToken cancellationToken)
    {
        if (live.FindStep(name) is null && stopToken.IsCancellationRequested)
        {
            await EndAsync(New(name), new StepResult(StepState.Stopped));
            return;
        }

        StepRun record = live.FindStep(name) ?? await live.PutStepAsync(Begun(New(name), step.Work));
        Failpoint.Hit(Failpoints.FlowsStepIntended);
        while (!record.HasEnded)
        {
            if (record.RunId is null)
            {
                if (!await tools.Pauses.SleepUntilAsync(record.Until!.Value, stopToken, cancellationToken))
                {
                    await EndAsync(record, new StepResult(StepState.Stopped));
                    return;
                }

                record = await live.PutStepAsync(Begun(record with { Until = null }, step.Work));
            }

            StepCall call = new(step.Work, step.Trigger, new RunValues(live.Run, item), live, record);
            StepResult result = await WorkAsync(step, call, stopToken, cancellationToken);
            Failpoint.Hit(Failpoints.FlowsStepDone);
            record = await FollowAsync(step, record, result);
            Failpoint.Hit(Failpoints.FlowsStepKept);
        }
    }

    private async Task<StepResult> WorkAsync(
        StepDefinition step, StepCall call, CancellationToken stopToken, CancellationToken cancellationToken)
    {
        IStepWorker worker = tools.WorkerOf(step.Work);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(stopToken);
        if (step.Timeout is not { } timeout)
        {
            return await TryAsync(worker, call, end.Token, cancellationToken);
        }

        // The time that an attempt has had in the process before counts.
        DateTimeOffset deadline = (call.Record.BeganAt ?? call.Record.StartedAt) + timeout;
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<bool> clock = tools.Pauses.SleepUntilAsync(deadline, end.Token, done.Token);
        Task<StepResult> work = TryAsync(worker, call, end.Token, cancellationToken);
        await Task.WhenAny(clock, work);
        bool isLate = !work.IsCompleted && !stopToken.IsCancellationRequested;
        await (isLate ? end.CancelAsync() : done.CancelAsync());
        StepResult result = await work;
        await done.CancelAsync();
        await ((Task)clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return isLate && result.State == StepState.Stopped
            ? result with { State = StepState.TimedOut, Error = $"it took longer than {timeout}" }
            : result;
    }

    private static async Task<StepResult> TryAsync(
        IStepWorker worker, StepCall call, CancellationToken stopToken, CancellationToken cancellationToken)
    {
        try
        {
            return await worker.RunAsync(call, stopToken, cancellationToken);
        }
        catch (TarnException exception)
        {
            return StepResult.Failed($"{exception.Code}: {exception.Message}");
        }
    }

    /// <summary>What becomes of the step after an attempt: its end, or another attempt.</summary>
    private async Task<StepRun> FollowAsync(StepDefinition step, StepRun record, StepResult result)
    {
        if (result.IsInterrupted && record.Interruptions < InterruptionsMax)
        {
            return await live.PutStepAsync(
                Begun(record with { Interruptions = record.Interruptions + 1 }, step.Work));
        }

        bool isBad = result.State is StepState.Failed or StepState.TimedOut;
        if (isBad && !result.IsFinal && record.Attempt <= step.Retries.Max)
        {
            TimeSpan delay = step.Retries.DelayBefore(record.Attempt, tools.Draw());
            delay = result.RetryAfter > delay ? result.RetryAfter.Value : delay;
            return await live.PutStepAsync(record with
            {
                Attempt = record.Attempt + 1,
                RunId = null,
                Until = tools.Pauses.Now + delay,
                Error = result.Error,
            });
        }

        return await EndAsync(record, result);
    }

    private Task<StepRun> EndAsync(StepRun record, StepResult result) => live.PutStepAsync(record with
    {
        State = result.State,
        Until = null,
        NeedsApproval = false,
        EndedAt = tools.Pauses.Now,
        Outputs = result.Outputs,
        Error = result.Error ?? (result.IsInterrupted ? "the process ended during each of its attempts" : null),
    });

    private StepRun New(string name) => new()
    {
        Name = name,
        State = StepState.Running,
        StartedAt = tools.Pauses.Now,
    };

    private StepRun Begun(StepRun record, StepWork work) => record with
    {
        RunId = tools.IdSource.NextId(),
        BeganAt = tools.Pauses.Now,
        Error = null,
        NeedsApproval = work is StepWork.Approval,
        Until = work is StepWork.Wait wait ? EndOf(wait) : null,
    };

    private DateTimeOffset EndOf(StepWork.Wait wait)
    {
        if (wait.Until is not { } until)
        {
            return tools.Pauses.Now + wait.For!.Value;
        }

        string text = new RunValues(live.Run, item: null).Fill(until);
        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment)
            ? moment
            : throw new TarnException(
                ErrorCodes.BadArgument, $"'{text}' is no moment, which is as in 2024-02-01T12:00:00Z");
    }

    internal static string NameOf(string step, int place) =>
        string.Create(CultureInfo.InvariantCulture, $"{step}[{place}]");
}
