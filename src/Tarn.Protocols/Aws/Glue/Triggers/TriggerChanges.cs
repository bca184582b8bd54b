using Tarn.Flows;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Triggers;

/// <summary>Triggers: made, changed, started, stopped, deleted.</summary>
internal sealed class TriggerChanges(TriggerService triggers)
{
    public IEnumerable<KeyValuePair<string, JsonOperation>> All =>
    [
        new("CreateTrigger", JsonOperation.Of(
            GlueJson.Default.CreateTriggerRequest,
            GlueJson.Default.TriggerNamed,
            CreateAsync,
            new() { Text = "those of type EVENT are told of nothing that happens outside the lake" })),
        new("UpdateTrigger", JsonOperation.Of(
            GlueJson.Default.UpdateTriggerRequest, GlueJson.Default.TriggerResponse, UpdateAsync)),
        new("StartTrigger", JsonOperation.Of(
            GlueJson.Default.TriggerNamed,
            GlueJson.Default.TriggerNamed,
            StartAsync,
            new() { Text = "starts what a trigger of type ON_DEMAND names, or its workflow; switches others on" })),
        new("StopTrigger", JsonOperation.Of(
            GlueJson.Default.TriggerNamed, GlueJson.Default.TriggerNamed, StopAsync)),
        new("DeleteTrigger", JsonOperation.Of(
            GlueJson.Default.TriggerNamed, GlueJson.Default.TriggerNamed, DeleteAsync)),
    ];

    private async Task<TriggerNamed> CreateAsync(
        CreateTriggerRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        TriggerKind kind = TriggerMapping.KindOf(request.Type);
        if (request.StartOnCreation == true && kind is TriggerKind.OnDemand or TriggerKind.Event)
        {
            throw new AwsException(
                GlueErrors.InvalidInput, $"StartOnCreation is true for a trigger of type {request.Type}");
        }

        Trigger bare = new()
        {
            Name = request.Name,
            Kind = kind,
            Workflow = string.IsNullOrEmpty(request.WorkflowName) ? null : request.WorkflowName,
            Actions = [],
            IsOn = request.StartOnCreation == true ? true : null,
            Tags = request.Tags ?? new Dictionary<string, string>(),
        };
        await triggers.Catalog.CreateTriggerAsync(TriggerMapping.Put(bare, request), cancellationToken);
        return new TriggerNamed { Name = request.Name };
    }

    private async Task<TriggerResponse> UpdateAsync(
        UpdateTriggerRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        Trigger changed = await triggers.Catalog.UpdateTriggerAsync(
            request.Name, trigger => TriggerMapping.Put(trigger, request.TriggerUpdate), cancellationToken);
        return new TriggerResponse(TriggerMapping.AnswerOf(changed));
    }

    private async Task<TriggerNamed> StartAsync(
        TriggerNamed request, AwsCall call, CancellationToken cancellationToken)
    {
        TriggerOutcome? outcome = await triggers.StartAsync(request.Name, cancellationToken);
        if (outcome?.BusyJob is { } job)
        {
            throw new AwsException("ConcurrentRunsExceededException", $"Concurrent runs exceeded for {job}");
        }

        if (outcome?.BusyWorkflow is { } workflow)
        {
            throw new AwsException("ConcurrentRunsExceededException", $"Concurrent runs exceeded for {workflow}");
        }

        return outcome?.BusyCrawler is { } crawler
            ? throw new AwsException(
                "ConcurrentRunsExceededException", $"Crawler with name {crawler} has already started")
            : request;
    }

    private async Task<TriggerNamed> StopAsync(
        TriggerNamed request, AwsCall call, CancellationToken cancellationToken)
    {
        await triggers.StopAsync(request.Name, cancellationToken);
        return request;
    }

    /// <summary>As Glue has it, one that is not there is no error.</summary>
    private async Task<TriggerNamed> DeleteAsync(
        TriggerNamed request, AwsCall call, CancellationToken cancellationToken)
    {
        await triggers.Catalog.DeleteTriggerAsync(request.Name, cancellationToken);
        return request;
    }
}
