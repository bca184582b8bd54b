using Tarn.Flows;
using Tarn.Protocols.Aws.Glue.Tags;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Triggers;

/// <summary>Triggers: looked at.</summary>
internal sealed class TriggerOperations(FlowCatalog flows)
{
    private const int PageMax = 200;

    public IEnumerable<KeyValuePair<string, JsonOperation>> All =>
    [
        new("GetTrigger", JsonOperation.Of(
            GlueJson.Default.TriggerNamed, GlueJson.Default.TriggerResponse, GetAsync)),
        new("GetTriggers", JsonOperation.Of(
            GlueJson.Default.TriggerPageRequest, GlueJson.Default.GetTriggersResponse, GetAllAsync)),
        new("BatchGetTriggers", JsonOperation.Of(
            GlueJson.Default.BatchGetTriggersRequest, GlueJson.Default.BatchGetTriggersResponse, GetNamedAsync)),
        new("ListTriggers", JsonOperation.Of(
            GlueJson.Default.ListTriggersRequest, GlueJson.Default.ListTriggersResponse, ListAsync)),
    ];

    private async Task<TriggerResponse> GetAsync(
        TriggerNamed request, AwsCall call, CancellationToken cancellationToken) =>
        new(TriggerMapping.AnswerOf(await flows.GetTriggerAsync(request.Name, cancellationToken)));

    private async Task<GetTriggersResponse> GetAllAsync(
        TriggerPageRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        (IReadOnlyList<Trigger> page, string? next) = await PageAsync(request, tags: null, cancellationToken);
        return new GetTriggersResponse([.. page.Select(TriggerMapping.AnswerOf)], next);
    }

    private async Task<BatchGetTriggersResponse> GetNamedAsync(
        BatchGetTriggersRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        IReadOnlyList<Trigger> all = await flows.ListTriggersAsync(cancellationToken);
        Trigger[] found = [.. all.Where(trigger => request.TriggerNames.Contains(trigger.Name))];
        return new BatchGetTriggersResponse(
            [.. found.Select(TriggerMapping.AnswerOf)],
            [.. request.TriggerNames.Except(found.Select(trigger => trigger.Name))]);
    }

    private async Task<ListTriggersResponse> ListAsync(
        ListTriggersRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        (IReadOnlyList<Trigger> page, string? next) = await PageAsync(request, request.Tags, cancellationToken);
        return new ListTriggersResponse([.. page.Select(trigger => trigger.Name)], next);
    }

    /// <summary>Those that can start the job; as Glue has it all of them, when none can.</summary>
    private async Task<(IReadOnlyList<Trigger> Items, string? NextToken)> PageAsync(
        TriggerPageRequest request, IReadOnlyDictionary<string, string>? tags, CancellationToken cancellationToken)
    {
        Trigger[] all =
        [
            .. (await flows.ListTriggersAsync(cancellationToken))
                .Where(trigger => TagFilter.IsMatch(trigger.Tags, tags)),
        ];
        Trigger[] starting =
        [
            .. all.Where(trigger => trigger.Actions.Any(action =>
                action.Job is not null && action.Job == request.DependentJobName)),
        ];
        return Paging.Page(
            starting.Length > 0 ? starting : all,
            trigger => trigger.Name,
            request.NextToken,
            request.MaxResults,
            PageMax);
    }
}
