using Tarn.Flows.Schedules;
using Tarn.Protocols.Aws.Access;
using Tarn.Protocols.Aws.Rest;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Scheduler;

/// <summary>EventBridge Scheduler over the schedules of a lake.</summary>
internal static class SchedulerService
{
    public static RestService Create(SchedulerParts parts) => new()
    {
        Name = "scheduler",
        Operations = [.. new ScheduleOperations(parts.Schedules).All, .. new GroupOperations(parts.Schedules).All],
        FindResourcesAsync = (operation, members, call, _) => ValueTask.FromResult(Find(operation, members, call)),
        Translate = SchedulerErrors.Of,
    };

    private static IReadOnlyList<string> Find(string operation, RequestMembers members, AwsCall call)
    {
        string? name = members.Text("Name");
        string group = members.Text("GroupName") ?? ScheduleDefinition.DefaultGroup;
        return operation switch
        {
            "ListSchedules" => [SchedulerNames.ArnOf(members.Text("GroupName") ?? "*", "*", call.Region)],
            "ListScheduleGroups" => [SchedulerNames.GroupArnOf("*", call.Region)],
            _ when members.Text("ResourceArn") is { } arn => [arn],
            _ when name is null => [],
            _ when operation.EndsWith("Group", StringComparison.Ordinal) =>
                [SchedulerNames.GroupArnOf(name, call.Region)],
            _ => [SchedulerNames.ArnOf(group, name, call.Region)],
        };
    }
}
