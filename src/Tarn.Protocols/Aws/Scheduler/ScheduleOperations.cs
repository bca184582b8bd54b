using Tarn.Common;
using Tarn.Flows.Schedules;
using Tarn.Protocols.Aws.Rest;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Scheduler;

/// <summary>Schedules: made, read, changed, deleted, listed.</summary>
internal sealed class ScheduleOperations(ScheduleCatalog schedules)
{
    private const string Address = "/schedules/{Name}";

    private static readonly Dictionary<string, string> None = [];

    private static readonly Dictionary<string, string> Named = new()
    {
        ["groupName"] = nameof(NamedScheduleRequest.GroupName),
        ["clientToken"] = nameof(NamedScheduleRequest.ClientToken),
    };

    private static readonly Dictionary<string, string> Listed = new()
    {
        ["ScheduleGroup"] = nameof(ListSchedulesRequest.GroupName),
        ["NamePrefix"] = nameof(ListSchedulesRequest.NamePrefix),
        ["State"] = nameof(ListSchedulesRequest.State),
        ["MaxResults"] = nameof(ListSchedulesRequest.MaxResults),
        ["NextToken"] = nameof(ListSchedulesRequest.NextToken),
    };

    private static readonly OperationNote Targets = new()
    {
        Text = "targets are `arn:aws:scheduler:::aws-sdk:glue:` and `startJobRun`, `startCrawler`,"
            + " `startWorkflowRun` or `startTrigger`; dead letter queues and keys are refused; a run begins at its"
            + " moment, which is within any `FlexibleTimeWindow`; moments that passed while nothing ran are made up for"
            + " by one run, if the last is no older than `MaximumEventAgeInSeconds`",
        Ignored = "what `RoleArn` may do, and `MaximumRetryAttempts`: a run begins as soon as it can",
    };

    public IEnumerable<RestOperation> All =>
    [
        RestOperation.Of(
            "CreateSchedule",
            $"POST {Address}",
            None,
            SchedulerJson.Default.ScheduleRequest,
            SchedulerJson.Default.ScheduleArnResponse,
            CreateAsync,
            Targets),
        RestOperation.Of(
            "GetSchedule",
            $"GET {Address}",
            Named,
            SchedulerJson.Default.NamedScheduleRequest,
            SchedulerJson.Default.GetScheduleResponse,
            GetAsync),
        RestOperation.Of(
            "UpdateSchedule",
            $"PUT {Address}",
            None,
            SchedulerJson.Default.ScheduleRequest,
            SchedulerJson.Default.ScheduleArnResponse,
            UpdateAsync,
            Targets),
        RestOperation.Of(
            "DeleteSchedule",
            $"DELETE {Address}",
            Named,
            SchedulerJson.Default.NamedScheduleRequest,
            SchedulerJson.Default.Nothing,
            DeleteAsync),
        RestOperation.Of(
            "ListSchedules",
            "GET /schedules",
            Listed,
            SchedulerJson.Default.ListSchedulesRequest,
            SchedulerJson.Default.ListSchedulesResponse,
            ListAsync),
    ];

    private async Task<ScheduleArnResponse> CreateAsync(
        ScheduleRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        ScheduleDefinition schedule = ScheduleMapping.Read(request);
        await RequireGroupAsync(schedule.Group, cancellationToken);
        try
        {
            await schedules.CreateAsync(schedule, cancellationToken);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.EntryExists)
        {
            // A client that did not hear the answer asks once more with the same token.
            ScheduleDefinition made = await schedules.GetAsync(schedule.Group, schedule.Name, cancellationToken);
            if (request.ClientToken is null || ScheduleMapping.DetailsOf(made).ClientToken != request.ClientToken)
            {
                throw SchedulerErrors.Conflict($"Schedule {request.Name} already exists.");
            }
        }

        return new ScheduleArnResponse(SchedulerNames.ArnOf(schedule, call.Region));
    }

    private async Task<GetScheduleResponse> GetAsync(
        NamedScheduleRequest request, AwsCall call, CancellationToken cancellationToken) =>
        ScheduleMapping.Write(await FindAsync(request.GroupName, request.Name, cancellationToken), call.Region);

    private async Task<ScheduleArnResponse> UpdateAsync(
        ScheduleRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        ScheduleDefinition changed = ScheduleMapping.Read(request);
        await FindAsync(changed.Group, changed.Name, cancellationToken);
        await schedules.UpdateAsync(changed.Group, changed.Name, _ => changed, cancellationToken);
        return new ScheduleArnResponse(SchedulerNames.ArnOf(changed, call.Region));
    }

    private async Task<Nothing> DeleteAsync(
        NamedScheduleRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        ScheduleDefinition schedule = await FindAsync(request.GroupName, request.Name, cancellationToken);
        await schedules.DeleteAsync(schedule.Group, schedule.Name, cancellationToken);
        return new Nothing();
    }

    private async Task<ListSchedulesResponse> ListAsync(
        ListSchedulesRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        if (request.GroupName is { } group)
        {
            await RequireGroupAsync(group, cancellationToken);
        }

        IReadOnlyList<ScheduleDefinition> all = await schedules.ListAsync(cancellationToken);
        (IReadOnlyList<ScheduleDefinition> page, string? next) = SchedulerPage.Of(
            all.Where(schedule => request.GroupName is null || schedule.Group == request.GroupName)
                .Where(schedule => schedule.Name.StartsWith(request.NamePrefix ?? "", StringComparison.Ordinal))
                .Where(schedule => request.State is null
                    || request.State == (schedule.IsOn ? ScheduleMapping.Enabled : ScheduleMapping.Disabled)),
            schedule => $"{schedule.Group}\0{schedule.Name}",
            request.NextToken,
            request.MaxResults);
        return new ListSchedulesResponse(
            [.. page.Select(schedule => ScheduleMapping.Summarize(schedule, call.Region))], next);
    }

    private async Task<ScheduleDefinition> FindAsync(
        string? group, string name, CancellationToken cancellationToken) =>
        await schedules.FindAsync(group ?? ScheduleDefinition.DefaultGroup, name, cancellationToken)
        ?? throw SchedulerErrors.NotFound($"Schedule {name} does not exist.");

    private async Task RequireGroupAsync(string group, CancellationToken cancellationToken)
    {
        if ((await schedules.ListGroupsAsync(cancellationToken)).All(known => known.Name != group))
        {
            throw SchedulerErrors.NotFound($"Schedule group {group} does not exist.");
        }
    }
}
