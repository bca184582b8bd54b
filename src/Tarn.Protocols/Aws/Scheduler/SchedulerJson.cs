using System.Text.Json.Serialization;
using Tarn.Protocols.Aws.Json;

namespace Tarn.Protocols.Aws.Scheduler;

/// <summary>JSON of EventBridge Scheduler's requests and answers, and of what is kept in a client's words.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EpochSecondsConverter)])]
[JsonSerializable(typeof(Nothing))]
[JsonSerializable(typeof(ScheduleRequest))]
[JsonSerializable(typeof(ScheduleArnResponse))]
[JsonSerializable(typeof(NamedScheduleRequest))]
[JsonSerializable(typeof(GetScheduleResponse))]
[JsonSerializable(typeof(ListSchedulesRequest))]
[JsonSerializable(typeof(ListSchedulesResponse))]
[JsonSerializable(typeof(ScheduleDetails))]
[JsonSerializable(typeof(TargetInput))]
[JsonSerializable(typeof(CreateScheduleGroupRequest))]
[JsonSerializable(typeof(ScheduleGroupArnResponse))]
[JsonSerializable(typeof(NamedGroupRequest))]
[JsonSerializable(typeof(ScheduleGroupShape))]
[JsonSerializable(typeof(ListScheduleGroupsRequest))]
[JsonSerializable(typeof(ListScheduleGroupsResponse))]
[JsonSerializable(typeof(ListTagsRequest))]
[JsonSerializable(typeof(ListTagsResponse))]
[JsonSerializable(typeof(TagRequest))]
[JsonSerializable(typeof(UntagRequest))]
internal sealed partial class SchedulerJson : JsonSerializerContext;
