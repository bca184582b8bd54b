using System.Text.Json;
using System.Text.Json.Serialization;
using Tarn.Cli.Commands;
using Tarn.Jobs.Runs;

namespace Tarn.Cli.Output;

/// <summary>Shapes that commands print as JSON besides rows.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(StatisticsDocument))]
internal sealed partial class CliJson : JsonSerializerContext;

/// <summary>Events, each on one line.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunEvent))]
internal sealed partial class CliEventJson : JsonSerializerContext;

/// <summary>What <c>tarn run -o json</c> and <c>tarn runs show -o json</c> print.</summary>
internal sealed record RunDocument(int SchemaVersion, RunReport Run)
{
    public static void Write(TextWriter output, RunReport run) => output.WriteLine(
        JsonSerializer.Serialize(new RunDocument(JsonWriter.SchemaVersion, run), CliJson.Default.RunDocument));
}

/// <summary>A line of <c>tarn run -o jsonl</c>; what does not belong to its type is left out.</summary>
internal sealed record RunEvent(string Type)
{
    public int? SchemaVersion { get; init; }

    public string? RunId { get; init; }

    public string? Table { get; init; }

    public IReadOnlyList<string>? Tables { get; init; }

    public StepReport? Step { get; init; }

    public RunReport? Run { get; init; }
}
