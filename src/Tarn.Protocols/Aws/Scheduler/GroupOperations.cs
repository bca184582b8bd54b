using Tarn.Common;
using Tarn.Flows.Schedules;
using Tarn.Protocols.Aws.Rest;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Scheduler;

/// <summary>Groups of schedules, and their tags.</summary>
internal sealed class GroupOperations(ScheduleCatalog schedules)
{
    private const string Address = "/schedule-groups/{Name}";
    private const string TagsAddress = "/tags/{ResourceArn}";
    private const string Active = "ACTIVE";

    private static readonly Dictionary<string, string> None = [];

    private static readonly Dictionary<string, string> Token = new()
    {
        ["clientToken"] = nameof(NamedGroupRequest.ClientToken),
    };

    private static readonly Dictionary<string, string> Listed = new()
    {
        ["NamePrefix"] = nameof(ListScheduleGroupsRequest.NamePrefix),
        ["MaxResults"] = nameof(ListScheduleGroupsRequest.MaxResults),
        ["NextToken"] = nameof(ListScheduleGroupsRequest.NextToken),
    };

    private static readonly Dictionary<string, string> Keys = new() { ["TagKeys"] = nameof(UntagRequest.TagKeys) };

    public IEnumerable<RestOperation> All =>
    [
        RestOperation.Of(
            "CreateScheduleGroup",
            $"POST {Address}",
            None,
            SchedulerJson.Default.CreateScheduleGroupRequest,
            SchedulerJson.Default.ScheduleGroupArnResponse,
            CreateAsync),
        RestOperation.Of(
            "GetScheduleGroup",
            $"GET {Address}",
            None,
            SchedulerJson.Default.NamedGroupRequest,
            SchedulerJson.Default.ScheduleGroupShape,
            GetAsync),
        RestOperation.Of(
            "DeleteScheduleGroup",
            $"DELETE {Address}",
            Token,
            SchedulerJson.Default.NamedGroupRequest,
            SchedulerJson.Default.Nothing,
            DeleteAsync,
            new() { Text = "its schedules go with it, at once" }),
        RestOperation.Of(
            "ListScheduleGroups",
            "GET /schedule-groups",
            Listed,
            SchedulerJson.Default.ListScheduleGroupsRequest,
            SchedulerJson.Default.ListScheduleGroupsResponse,
            ListAsync),
        RestOperation.Of(
            "ListTagsForResource",
            $"GET {TagsAddress}",
            None,
            SchedulerJson.Default.ListTagsRequest,
            SchedulerJson.Default.ListTagsResponse,
            ListTagsAsync),
        RestOperation.Of(
            "TagResource",
            $"POST {TagsAddress}",
            None,
            SchedulerJson.Default.TagRequest,
            SchedulerJson.Default.Nothing,
            TagAsync),
        RestOperation.Of(
            "UntagResource",
            $"DELETE {TagsAddress}",
            Keys,
            SchedulerJson.Default.UntagRequest,
            SchedulerJson.Default.Nothing,
            UntagAsync),
    ];

    private async Task<ScheduleGroupArnResponse> CreateAsync(
        CreateScheduleGroupRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        try
        {
            await schedules.CreateGroupAsync(
                new ScheduleGroup
                {
                    Name = SchedulerNames.Require("name", request.Name),
                    Tags = (request.Tags ?? []).ToDictionary(tag => tag.Key, tag => tag.Value),
                },
                cancellationToken);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.EntryExists)
        {
            throw SchedulerErrors.Conflict($"Schedule group {request.Name} already exists.");
        }

        return new ScheduleGroupArnResponse(SchedulerNames.GroupArnOf(request.Name, call.Region));
    }

    private async Task<ScheduleGroupShape> GetAsync(
        NamedGroupRequest request, AwsCall call, CancellationToken cancellationToken) =>
        Shape(await FindAsync(request.Name, cancellationToken), call.Region);

    private async Task<Nothing> DeleteAsync(
        NamedGroupRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await FindAsync(request.Name, cancellationToken);
        await schedules.DeleteGroupAsync(request.Name, cancellationToken);
        return new Nothing();
    }

    private async Task<ListScheduleGroupsResponse> ListAsync(
        ListScheduleGroupsRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        IReadOnlyList<ScheduleGroup> all = await schedules.ListGroupsAsync(cancellationToken);
        (IReadOnlyList<ScheduleGroup> page, string? next) = SchedulerPage.Of(
            all.Where(group => group.Name.StartsWith(request.NamePrefix ?? "", StringComparison.Ordinal)),
            group => group.Name,
            request.NextToken,
            request.MaxResults);
        return new ListScheduleGroupsResponse([.. page.Select(group => Shape(group, call.Region))], next);
    }

    private async Task<ListTagsResponse> ListTagsAsync(
        ListTagsRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        ScheduleGroup group = await FindAsync(SchedulerNames.GroupOf(request.ResourceArn), cancellationToken);
        return new ListTagsResponse(
            [.. group.Tags.Select(tag => new ScheduleTag { Key = tag.Key, Value = tag.Value })]);
    }

    private Task<Nothing> TagAsync(TagRequest request, AwsCall call, CancellationToken cancellationToken) =>
        ChangeTagsAsync(
            request.ResourceArn,
            tags =>
            {
                foreach (ScheduleTag tag in request.Tags)
                {
                    tags[tag.Key] = tag.Value;
                }
            },
            cancellationToken);

    private Task<Nothing> UntagAsync(UntagRequest request, AwsCall call, CancellationToken cancellationToken) =>
        ChangeTagsAsync(
            request.ResourceArn,
            tags =>
            {
                foreach (string key in request.TagKeys)
                {
                    tags.Remove(key);
                }
            },
            cancellationToken);

    private async Task<Nothing> ChangeTagsAsync(
        string arn, Action<Dictionary<string, string>> change, CancellationToken cancellationToken)
    {
        string name = SchedulerNames.GroupOf(arn);
        await FindAsync(name, cancellationToken);
        await schedules.UpdateGroupAsync(
            name,
            group =>
            {
                Dictionary<string, string> tags = new(group.Tags);
                change(tags);
                return group with { Tags = tags };
            },
            cancellationToken);
        return new Nothing();
    }

    private async Task<ScheduleGroup> FindAsync(string name, CancellationToken cancellationToken) =>
        (await schedules.ListGroupsAsync(cancellationToken)).FirstOrDefault(group => group.Name == name)
        ?? throw SchedulerErrors.NotFound($"Schedule group {name} does not exist.");

    private static ScheduleGroupShape Shape(ScheduleGroup group, string region) => new()
    {
        Arn = SchedulerNames.GroupArnOf(group.Name, region),
        Name = group.Name,
        State = Active,
        CreationDate = group.CreatedAt,
        LastModificationDate = group.UpdatedAt,
    };
}
