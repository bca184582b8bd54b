using System.Text.Json;
using Tarn.Flows.Schedules;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Scheduler;

/// <summary>
/// From universal targets ("Using universal targets with EventBridge Scheduler") to what schedules of a lake start, and
/// back.
/// </summary>
internal static class TargetMapping
{
    private const string Prefix = "arn:aws:scheduler:::aws-sdk:glue:";
    private const string Role = "tarn-scheduler";

    private static readonly (string Operation, ScheduleTargetKind Kind)[] Operations =
    [
        ("startJobRun", ScheduleTargetKind.Job), ("startCrawler", ScheduleTargetKind.Crawler),
        ("startWorkflowRun", ScheduleTargetKind.Workflow), ("startTrigger", ScheduleTargetKind.Trigger),
    ];

    /// <exception cref="AwsException"><c>ValidationException</c>: it is nothing that a lake has.</exception>
    public static ScheduleTarget Read(ScheduleTargetShape target)
    {
        RefuseOthers(target);
        (string Operation, ScheduleTargetKind Kind) found = Operations.FirstOrDefault(
            operation => target.Arn == Prefix + operation.Operation);
        if (found.Operation is null)
        {
            string known = string.Join(", ", Operations.Select(operation => Prefix + operation.Operation));
            throw SchedulerErrors.Invalid($"Tarn's schedules cannot start '{target.Arn}'; expected one of {known}");
        }

        TargetInput input = ReadInput(target.Input);
        string? name = found.Kind == ScheduleTargetKind.Job ? input.JobName : input.Name;
        if (string.IsNullOrEmpty(name))
        {
            string member = found.Kind == ScheduleTargetKind.Job ? nameof(input.JobName) : nameof(input.Name);
            throw SchedulerErrors.Invalid($"Input of target '{target.Arn}' has no {member}");
        }

        return new ScheduleTarget
        {
            Kind = found.Kind,
            Name = name,
            Arguments = input.Arguments ?? input.RunProperties ?? new Dictionary<string, string>(),
        };
    }

    /// <summary>As a client would have said it that has not.</summary>
    public static ScheduleTargetShape Write(ScheduleTarget target)
    {
        IReadOnlyDictionary<string, string>? arguments = target.Arguments.Count == 0 ? null : target.Arguments;
        bool isJob = target.Kind == ScheduleTargetKind.Job;
        TargetInput input = new()
        {
            JobName = isJob ? target.Name : null,
            Arguments = isJob ? arguments : null,
            Name = isJob ? null : target.Name,
            RunProperties = target.Kind == ScheduleTargetKind.Workflow ? arguments : null,
        };
        return new ScheduleTargetShape
        {
            Arn = Prefix + Operations.First(operation => operation.Kind == target.Kind).Operation,
            RoleArn = $"arn:aws:iam::{AwsAccount.Id}:role/{Role}",
            Input = JsonSerializer.Serialize(input, SchedulerJson.Default.TargetInput),
        };
    }

    private static TargetInput ReadInput(string? input)
    {
        try
        {
            return JsonSerializer.Deserialize(input ?? "{}", SchedulerJson.Default.TargetInput) ?? new TargetInput();
        }
        catch (JsonException)
        {
            throw SchedulerErrors.Invalid("Input of the target is not the JSON that its operation takes");
        }
    }

    private static void RefuseOthers(ScheduleTargetShape target)
    {
        (string Name, JsonElement? Value)[] others =
        [
            (nameof(target.DeadLetterConfig), target.DeadLetterConfig),
            (nameof(target.EcsParameters), target.EcsParameters),
            (nameof(target.EventBridgeParameters), target.EventBridgeParameters),
            (nameof(target.KinesisParameters), target.KinesisParameters),
            (nameof(target.SageMakerPipelineParameters), target.SageMakerPipelineParameters),
            (nameof(target.SqsParameters), target.SqsParameters),
        ];
        if (others.FirstOrDefault(other => other.Value is { ValueKind: JsonValueKind.Object }) is { Name: { } name })
        {
            throw SchedulerErrors.Invalid($"Tarn does not implement {name} of targets");
        }
    }
}
