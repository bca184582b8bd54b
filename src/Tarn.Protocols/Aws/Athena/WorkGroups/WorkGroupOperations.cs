using Tarn.Protocols.Aws.Athena.Executions;
using Tarn.Protocols.Aws.Wire;
using Tarn.Queries.Executions.WorkGroups;

namespace Tarn.Protocols.Aws.Athena.WorkGroups;

/// <summary>Makes, shows, changes and removes workgroups.</summary>
internal static class WorkGroupOperations
{
    public static async Task<Nothing> CreateAsync(
        CreateWorkGroupRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        WorkGroupConfiguration configuration = request.Configuration ?? new WorkGroupConfiguration();
        WorkGroup group = new()
        {
            Name = request.Name,
            Description = request.Description,
            IsEnforced = configuration.EnforceWorkGroupConfiguration ?? true,
            OutputLocation = Given(configuration.ResultConfiguration?.OutputLocation),
            ScannedBytesMax = configuration.BytesScannedCutoffPerQuery,
            PublishesMetrics = configuration.PublishCloudWatchMetricsEnabled ?? true,
            IsRequesterPaying = configuration.RequesterPaysEnabled ?? false,
            Tags = (request.Tags ?? []).ToDictionary(tag => tag.Key, tag => tag.Value ?? ""),
        };
        await parts.Executions.WorkGroups.CreateAsync(group, cancellationToken);
        return Nothing.Value;
    }

    public static async Task<GetWorkGroupResponse> GetAsync(
        WorkGroupRequest request, AthenaParts parts, CancellationToken cancellationToken) =>
        new(WorkGroupDetail.Of(await parts.Executions.WorkGroups.GetAsync(request.WorkGroup, cancellationToken)));

    public static async Task<ListWorkGroupsResponse> ListAsync(
        ListRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        (IReadOnlyList<WorkGroup> page, string? next) = ListPage.After(
            await parts.Executions.WorkGroups.ListAsync(cancellationToken),
            group => group.Name,
            request.NextToken,
            PageSize.Of(request.MaxResults, PageSize.ListMax));
        return new ListWorkGroupsResponse(
            [
                .. page.Select(group => new WorkGroupSummary(
                    group.Name,
                    WorkGroupDetail.StateOf(group),
                    group.Description ?? "",
                    group.CreatedAt,
                    EngineVersion.Current)),
            ],
            next);
    }

    public static async Task<Nothing> UpdateAsync(
        UpdateWorkGroupRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        bool? isEnabled = request.State switch
        {
            null => null,
            "ENABLED" => true,
            "DISABLED" => false,
            _ => throw AthenaErrors.Invalid($"State is '{request.State}', expected ENABLED or DISABLED"),
        };
        await parts.Executions.WorkGroups.UpdateAsync(
            request.WorkGroup,
            group => Change(group, request.ConfigurationUpdates) with
            {
                Description = request.Description ?? group.Description,
                IsEnabled = isEnabled ?? group.IsEnabled,
            },
            cancellationToken);
        return Nothing.Value;
    }

    public static async Task<Nothing> DeleteAsync(
        DeleteWorkGroupRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        WorkGroupRemoval removal = new(parts.Executions, parts.SavedQueries);
        await removal.RunAsync(request.WorkGroup, request.RecursiveDeleteOption == true, cancellationToken);
        return Nothing.Value;
    }

    public static Task<ListEngineVersionsResponse> ListEngineVersionsAsync(
        ListRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        PageSize.Of(request.MaxResults, allowed: 10);
        EngineVersion current = EngineVersion.Current;
        return Task.FromResult(new ListEngineVersionsResponse(
            [current, current with { SelectedEngineVersion = current.EffectiveEngineVersion }]));
    }

    private static WorkGroup Change(WorkGroup group, WorkGroupConfigurationUpdates? updates) => updates is null
        ? group
        : group with
        {
            IsEnforced = updates.EnforceWorkGroupConfiguration ?? group.IsEnforced,
            PublishesMetrics = updates.PublishCloudWatchMetricsEnabled ?? group.PublishesMetrics,
            IsRequesterPaying = updates.RequesterPaysEnabled ?? group.IsRequesterPaying,
            ScannedBytesMax = updates.RemoveBytesScannedCutoffPerQuery == true
                ? null
                : updates.BytesScannedCutoffPerQuery ?? group.ScannedBytesMax,
            OutputLocation = updates.ResultConfigurationUpdates is { RemoveOutputLocation: true }
                ? null
                : Given(updates.ResultConfigurationUpdates?.OutputLocation) ?? group.OutputLocation,
        };

    private static string? Given(string? location) => location is { Length: > 0 } ? location : null;
}
