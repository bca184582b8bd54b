using System.Text.Json.Serialization;

namespace Tarn.Flows.Scheduling;

/// <summary>A line of the ledger of schedules (docs/formats/flows.md).</summary>
internal sealed record LedgerLine
{
    /// <summary>Of the schedule; null when the line settles a run.</summary>
    public string? Key { get; init; }

    /// <summary>The moment up to which all is done or intended; null: the schedule is forgotten.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>What the moments of the schedule depended on.</summary>
    public string? Text { get; init; }

    /// <summary>That the moment starts, or that has been started; null when the schedule was only seen.</summary>
    public string? RunId { get; init; }
}

/// <summary>How far a schedule has got.</summary>
/// <param name="At">All moments up to this one are done or intended.</param>
/// <param name="Text">What its moments depended on.</param>
internal sealed record LedgerMark(DateTimeOffset At, string Text);

/// <summary>All of the ledger at one frame of its log (docs/formats/flows.md).</summary>
internal sealed record LedgerSnapshot
{
    /// <summary>Of the last frame that is in it.</summary>
    public long Sequence { get; init; }

    public IReadOnlyDictionary<string, LedgerMark> Marks { get; init; } = new Dictionary<string, LedgerMark>();

    public IReadOnlyList<Firing> Open { get; init; } = [];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LedgerLine))]
[JsonSerializable(typeof(LedgerSnapshot))]
internal sealed partial class LedgerJson : JsonSerializerContext;
