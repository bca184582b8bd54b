using System.Text.Json.Serialization;
using Tarn.Jobs.Background;
using Tarn.Jobs.Commits;
using Tarn.Jobs.Inputs;
using Tarn.Jobs.Runs;
using Tarn.Jobs.Stored;

namespace Tarn.Jobs;

/// <summary>JSON of what jobs persist; docs/formats/state.md describes the documents.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Bookmark))]
[JsonSerializable(typeof(InputFile[]))]
[JsonSerializable(typeof(Pause))]
[JsonSerializable(typeof(Intent))]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(RunLineage))]
[JsonSerializable(typeof(RunLogLine))]
[JsonSerializable(typeof(JobRunRecord))]
[JsonSerializable(typeof(OpenRun))]
[JsonSerializable(typeof(StoredJob))]
internal sealed partial class JobsJson : JsonSerializerContext;
